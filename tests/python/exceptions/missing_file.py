"""Programs have no files: one to be read is missing."""


def read(path, *mode):
    try:
        with open(path, *mode) as f:
            return f.read()
    except FileNotFoundError as e:
        return e.errno, e.strerror, e.filename, str(e), e.args
    except OSError as e:
        return 'other', e


print(read('no such file.txt'))
print(read('no such file.txt', 'rb'))
print(read(b'no such file.txt', 'r+'))
print(read('r\xe9sum\xe9 that is missing', 'rt'))
try:
    open('missing', 'q')
except ValueError as e:
    print(e)
