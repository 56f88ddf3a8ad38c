/* The time module: clocks of the host, or the virtual one; sleeping only moves them on. */
#include <math.h>

#include "modules/library.h"
#include "modules/modules.h"
#include "vm/kernel.h"
#include "vm/run.h"

/* Nanoseconds now, as the program sees it. */
static int64_t now(PmlEngine *E)
{
    return (int64_t)(pml_clock_seconds(E) * 1e9) + E->rt->slept_ns;
}

/* Nanoseconds of work done: ticks at the virtual clock's pace, whatever the clock says. */
static int64_t worked(const PmlEngine *E)
{
    return (int64_t)E->vm->ticks * 20;
}

/* Nanoseconds of a clock that nobody sets. The virtual one counts from the engine's start: so near
 * to zero a float tells two ticks apart, and a sleep is never seen as shorter than it was. */
static int64_t steady(PmlEngine *E)
{
    return E->host.clock ? now(E) : worked(E) + E->rt->slept_ns;
}

static PmlObj *clock_seconds(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_float(E, (double)now(E) * 1e-9);
}

static PmlObj *clock_ns(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_int(E, now(E));
}

static PmlObj *steady_seconds(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_float(E, (double)steady(E) * 1e-9);
}

static PmlObj *steady_ns(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_int(E, steady(E));
}

static PmlObj *work_seconds(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_float(E, (double)worked(E) * 1e-9);
}

static PmlObj *work_ns(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_int(E, worked(E));
}

static bool is_float(PmlEngine *E, PmlObj *o)
{
    return PML_IS(o, float) || pml_isinstance_of(o, PML_TYPE(E, float));
}

/* Seconds given as float or integer. */
static bool seconds_of(PmlEngine *E, PmlObj *o, double *seconds)
{
    if (is_float(E, o)) {
        *seconds = PML_FLOAT_VALUE(o);
        if (isnan(*seconds)) {
            PML_RAISE(E, ValueError, "Invalid value NaN (not a number)");
            return false;
        }
    } else {
        int64_t n = pml_as_int(E, o);
        if (n == -1 && pml_error_pending(E)) {
            if (pml_error_matches(E, PML_T_OverflowError)) {
                pml_error_clear(E);
                PML_RAISE(E, OverflowError, "timestamp too large to convert to C _PyTime_t");
            }
            return false;
        }
        *seconds = (double)n;
    }
    if (*seconds >= 9.2e9 || *seconds <= -9.2e9) {
        PML_RAISE(E, OverflowError, "timestamp too large to convert to C _PyTime_t");
        return false;
    }
    if (*seconds < 0) {
        PML_RAISE(E, ValueError, "sleep length must be non-negative");
        return false;
    }
    return true;
}

static PmlObj *sleep_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    double seconds;
    if (!seconds_of(E, args[0].p, &seconds)) {
        return NULL;
    }
    E->rt->slept_ns += (int64_t)ceil(seconds * 1e9);
    pml_process_sleep(E, worked(E) + E->rt->slept_ns);
    return pml_none(E);
}

static const PmlMethodDef functions[] = {
    PML_NOARGS("time", clock_seconds, "Return the current time in seconds since the Epoch."),
    PML_NOARGS("time_ns", clock_ns, "Return the current time in nanoseconds since the Epoch."),
    PML_ONE("sleep", sleep_, "Delay execution for a given number of seconds."),
    PML_NOARGS("monotonic", steady_seconds, "Monotonic clock, cannot go backward."),
    PML_NOARGS("monotonic_ns", steady_ns, "Monotonic clock, cannot go backward, as nanoseconds."),
    PML_NOARGS("process_time", work_seconds, "Process time for profiling."),
    PML_NOARGS("process_time_ns", work_ns, "Process time for profiling as nanoseconds."),
    PML_NOARGS("thread_time", work_seconds, "Thread time for profiling."),
    PML_NOARGS("thread_time_ns", work_ns, "Thread time for profiling as nanoseconds."),
    PML_NOARGS("perf_counter", steady_seconds, "Performance counter for benchmarking."),
    PML_NOARGS("perf_counter_ns", steady_ns,
               "Performance counter for benchmarking as nanoseconds."),
    PML_METHODS_END,
};

PmlObj *pml_init_module__time(PmlEngine *E)
{
    PmlObj *m = pml_module_new(E, "_time");
    if (m == NULL) {
        return NULL;
    }
    if (pml_module_add_methods(E, m, functions) < 0) {
        pml_decref(E, m);
        return NULL;
    }
    return m;
}
