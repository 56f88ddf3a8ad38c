import gc
class A:
    def __del__(self):
        raise RuntimeError('cycle')
a = A(); a.me = a; del a
gc.collect()
print('on')
