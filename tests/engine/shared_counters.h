/* In a build that counts branches (PML_COVERAGE): forked children count in their parent's memory,
 * so that they need not write hundreds of files when they end. */
#ifndef PML_TEST_SHARED_COUNTERS_H
#define PML_TEST_SHARED_COUNTERS_H

/* Before the first fork; the children must end with _exit. Without counters it does nothing. */
void shared_counters_start(void);

#endif
