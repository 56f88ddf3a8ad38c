# Small thresholds: when each generation is collected, and what it finds.
import gc
gc.set_threshold(50, 3, 2)
print(gc.get_threshold(), gc.get_count())
def churn(n):
    for i in range(n):
        x = []; x.append(x)
for n in (10, 50, 100, 500):
    churn(n)
    print(n, gc.get_count(), [(s["collections"], s["collected"]) for s in gc.get_stats()])
gc.set_threshold(0)
churn(1000); print(gc.get_count()); print(gc.collect())
gc.set_threshold(700, 10, 10); gc.disable(); churn(2000); print(gc.isenabled(), gc.get_count()[0] > 700, gc.collect())
