/* Running programs: limits, pauses, the clock, a script from start to end. */
#ifndef PML_RUN_H
#define PML_RUN_H

#include "vm/vm.h"

/* End the run: it unwinds without handlers or finalizers. */
void pml_run_stop(PmlEngine *E, PmlStop why);
/* Compute E->event_tick anew after stop_tick, pause_tick, deadline or tick_hook changed. */
void pml_run_schedule(PmlEngine *E);
/* Work in C is looked at: is the run to end? */
bool pml_run_work(PmlEngine *E);
/* Seconds: the host's clock, or the virtual one that advances 20 ns a tick. */
double pml_clock_seconds(PmlEngine *E);

/* -- a script, start to end (script.c) -- */
/* Compile source and put its frame on top, ready for pml_vm_go_on. False: the error is pending. */
bool pml_script_start(PmlEngine *E, const char *source, int64_t n, const char *filename);
/* The same; show_values: one statement whose value is shown, as at a prompt. */
bool pml_script_start_mode(PmlEngine *E, const char *source, int64_t n, const char *filename,
                           bool show_values);
/* The frame has returned result, or NULL with an error pending: release it, print an unhandled
 * exception, set vm->exit_code. Returns false when the program asked to exit or failed. */
bool pml_script_finish(PmlEngine *E, PmlObj *result);
/* start + go on + finish; exit code. Does not shut down. */
int pml_script_run(PmlEngine *E, const char *source, int64_t n, const char *filename);
/* Handle the pending exception as the interpreter does at top level (SystemExit included). */
void pml_handle_unhandled(PmlEngine *E);

#endif
