/* How long things take, for people to see; nothing else ever depends on the time. */
#ifndef POL_BASE_STOPWATCH_H
#define POL_BASE_STOPWATCH_H

/* Seconds since some moment, never going back. */
double stopwatch_now(void);

#endif
