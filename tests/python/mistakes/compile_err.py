compile('def f(:', 'file.txt', 'exec')
