/** A piece of work that occupies a place for so long. */
interface Job {
  milliseconds: number
  begin?(): void
  done(): void
}

/** Serves a number at a time, first come first served. */
export interface Station {
  enter(job: Job): void
}

/** Timers are late: what they were late by is taken off the next, up to so much. */
const mostOwedMs = 2

/** A station at which so many jobs run at once. */
export function newStation(places: number): Station {
  let line: Job[] = []
  let head = 0
  let busy = 0
  let owedMs = 0
  return {
    enter(job) {
      line.push(job)
      serve()
    },
  }

  function serve(): void {
    for (let job = line[head]; job !== undefined && busy < places; job = line[head]) {
      head++
      busy++
      run(job)
    }
    if (head < line.length && head < 1024) return
    line = line.slice(head)
    head = 0
  }

  function run(job: Job): void {
    job.begin?.()
    const beganMs = performance.now()
    const leave = (): void => {
      const lateMs = performance.now() - beganMs - job.milliseconds
      owedMs = Math.max(-mostOwedMs, Math.min(mostOwedMs, owedMs + lateMs))
      busy--
      job.done()
      serve()
    }
    const waitMs = job.milliseconds - owedMs
    if (waitMs < 0.5) setImmediate(leave)
    else setTimeout(leave, Math.round(waitMs))
  }
}
