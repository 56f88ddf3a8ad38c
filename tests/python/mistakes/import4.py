from nothing.here import x
