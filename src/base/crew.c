/* Starts the members of a crew and waits for them. */
#include "base/crew.h"

#include <pthread.h>
#include <signal.h>

struct member {
    struct crew *crew;
    size_t number;
    struct guard guard;
    pthread_t thread;
};

static void run_member(struct member *member)
{
    if (setjmp(member->guard.env))
        atomic_store(&member->crew->broken, true);
    else
        member->crew->work(member->crew, member->number, &member->guard);
}

static void *run_thread(void *object)
{
    run_member(object);
    return NULL;
}

/* A signal is for the thread that the program began with. */
static size_t start_threads(struct member *members, size_t count)
{
    sigset_t all, before;
    size_t started = 1;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    while (started < count) {
        struct member *member = &members[started];
        if (pthread_create(&member->thread, NULL, run_thread, member) != 0) break;
        started++;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

bool crew_run(struct crew *crew, size_t count)
{
    struct member members[CREW_MAX];
    if (count > CREW_MAX) count = CREW_MAX;
    for (size_t i = 0; i < count; i++) members[i] = (struct member){.crew = crew, .number = i};
    atomic_init(&crew->broken, false);
    size_t started = start_threads(members, count);
    run_member(&members[0]);
    for (size_t i = 1; i < started; i++) pthread_join(members[i].thread, NULL);
    return !atomic_load(&crew->broken);
}
