"""The traceback module indents every line of a message in a group; arrays look at a value first."""
import array
import traceback


class Several(Exception):
    def __str__(self):
        return 'first\nsecond\n\nfourth'


class Blank(Exception):
    def __str__(self):
        return '\n'


noted = Several()
noted.add_note('a note\nof two lines')
inner = ExceptionGroup('in\nner', [Several(), Blank(), ValueError('x\n')])
for group in ExceptionGroup('a\nb', [noted, inner]), noted, Blank():
    print(''.join(traceback.format_exception(group)), end='')


class Index:
    def __index__(self):
        print('asked')
        return 7


numbers = array.array('i', [1])
numbers.append(Index())
numbers.insert(0, Index())
numbers.extend([Index()])
print(numbers)
with memoryview(numbers):
    for value in 'x', 2 ** 40, 5:
        try:
            numbers.append(value)
        except (TypeError, OverflowError, BufferError) as e:
            print(type(e).__name__, e)
