def greet(name):
    return 'hello ' + nam

print(greet('you'))
