import gc
gc.colect()
