# What SyntaxError says about broken sources, and where: indentation.
cases = [
    'if 1:\npass\n',
    'def f():\nreturn 1\n',
    '  x = 1\n',
    'x = 1\n  y = 2\n',
    'if 1:\n    x = 1\n  y = 2\n',
    'if 1:\n    x = 1\n      y = 2\n',
    'if 1:\n\tx = 1\n        y = 2\n',
    'if 1:\n        x = 1\n\ty = 2\n',
    'def f():\n\tif 1:\n\t    x\n        y\n',
    'def f():\n',
    'if 1:\n',
    'class A:\n',
    'for x in y:\n',
    'while 1:\n',
    'try:\n',
    'try:\npass\n',
    'try:\n    pass\nexcept:\npass\n',
    '@f() \n  def g(): pass\n',
    'match x:\ncase 1:\n    pass\n',
    'match x:\n    case 1:\n    pass\n',
    'class A:\n    def f(self):\n        pass\n   def g(self):\n        pass\n',
    'def f():\n    if x:\n        y\n     else:\n        z\n',
]
for number, source in enumerate(cases):
    try:
        compile(source, "<case>", "exec")
    except SyntaxError as e:
        print(number, type(e).__name__, e.args)
    else:
        print(number, "compiles")
