raise KeyboardInterrupt('stop')
