try:
    int(bytearray())
except Exception as odd:
    print(odd)
