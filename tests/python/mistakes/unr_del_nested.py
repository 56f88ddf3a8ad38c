class A:
    def __del__(self):
        self.close()
    def close(self):
        self.file.close()
A()
print('on')
