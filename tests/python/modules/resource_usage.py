"""resource: the resident size grows with what is kept, and its peak stays."""
import resource

before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
keep = [bytearray(1000) for _ in range(60000)]
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(3000 < before, 30000 < after - before < 80000)
del keep
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >= after, len(resource.getrusage(0)))
try:
    resource.getrusage(99)
except ValueError as error:
    print(error)
