# What does not fit is told in the machine's words where its own type is written, else in the format's.
import struct
for mark in ["", "@", "=", "<", ">", "!"]:
  for form in "bBhHiIlLqQnNP?":
    for v in [-1, 70000, -40000, 2**31, 2**32, 2**33, 2**63, 2**64, 2**64-1, -2**63, -2**63-1, -2**31-1, 256, -129, 10**30, -10**30, 2**62, 1.5, 'a', True]:
        try:
            print(mark, form, v, struct.pack(mark + form, v).hex())
        except Exception as e:
            print(mark, form, v, type(e).__name__, e)
