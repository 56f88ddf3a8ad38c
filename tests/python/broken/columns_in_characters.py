# coding: utf-8
é = "ü" 5
