import { judgeOf, type Poll, parsedJson, pauseOf, textOf, valueAt } from '../../traffic/index.ts'
import { answerOf, type Engine } from '../engine/index.ts'
import { type Exchange, nowMs } from '../transport/index.ts'
import type { Courses, UnderWay } from './courses.ts'
import type { PreparedStep } from './prepared-steps.ts'
import type { Turn } from './turns.ts'
import type { User } from './users.ts'

/** What a journey is made of, and whom it tells. */
export interface JourneyPlan {
  turn: Turn
  user: User
  /** Of this turn alone. */
  values: Map<string, string>
  /** The login where the user has not logged in, then what the turn does. */
  steps: readonly PreparedStep[]
  loginSteps: number
  course: UnderWay
  seed: number
  isStopped(): boolean
  /** It is over. */
  done(): void
}

/** One turn of a user under way. */
export interface Journey {
  /** It waits for a job. */
  readonly isPolling: boolean
  /** Begins no further step, but to see how far a job is. */
  stop(): void
  /** Gives up. */
  end(): void
}

/** Begins a journey: each step is due when the one before is answered, plus the pause. A step that fails ends it. */
export function beginJourney(plan: JourneyPlan, engine: Engine, courses: Courses): Journey {
  const { turn, user, values, steps, loginSteps, course, seed } = plan
  const { isMeasured } = turn
  const isOpen = turn.dueMs !== null
  let place = 0
  /** When the last request that was no poll was due. */
  let lastDueMs = turn.dueMs ?? nowMs()
  let job: { way: UnderWay; beganMs: number; lookMs: number } | null = null
  let timer: NodeJS.Timeout | undefined
  let isOver = false

  const journey: Journey = {
    get isPolling() {
      return job !== null
    },
    stop() {
      if (job === null && timer !== undefined) unfinished()
    },
    end: unfinished,
  }
  send(turn.dueMs ?? 0)
  return journey

  function send(dueMs: number): void {
    const current = steps[place]
    if (current === undefined) return
    const { prepared } = current
    const messages = current.messagesFor((name) => values.get(name) ?? user.values.get(name))
    const order = {
      prepared,
      messages: typeof messages === 'string' ? prepared.messages : messages,
      isMeasured,
      dueMs: isOpen ? dueMs : null,
      owner: { settled, notSent },
    }
    if (typeof messages !== 'string') {
      engine.begin(order, nowMs())
      return
    }
    engine.refuse(order, 'unsendable', messages)
    // Not at once: its owner would go on, and fail again, without end.
    setImmediate(() => fail(prepared.request, messages))
  }

  function settled(exchange: Exchange): void {
    const current = steps[place]
    if (isOver || current === undefined) return
    const { poll } = current.step
    if (poll !== null) {
      look(exchange, current, poll)
      return
    }
    if (!exchange.isOk) {
      // What it was given at the login has run out.
      if (exchange.status === 401) user.isLoggedIn = false
      fail(current.prepared.request, 'this step failed')
      return
    }
    take(exchange.verdict?.extracted ?? {})
    lastDueMs = exchange.dueMs
    advance(exchange.endMs)
  }

  function take(extracted: Readonly<Record<string, string>>): void {
    const into = place < loginSteps ? user.values : values
    for (const [name, value] of Object.entries(extracted)) into.set(name, value)
  }

  /** Goes on to the next step. */
  function advance(endMs: number): void {
    const pause = pauseOf(steps[place]?.step.think ?? null, { place, number: turn.number, seed })
    place++
    if (place === loginSteps) user.isLoggedIn = true
    const next = steps[place]
    if (next === undefined) {
      course.completed(endMs)
      // In an open model nobody waits for this user.
      wait(isOpen ? 0 : pause, endMs, over)
      return
    }
    if (plan.isStopped()) {
      unfinished()
      return
    }
    if (next.step.poll !== null) {
      const { job: name, everySeconds } = next.step.poll
      const way = courses.begin(isMeasured ? courses.of('job', name, everySeconds) : null, lastDueMs)
      job = { way, beganMs: lastDueMs, lookMs: endMs + everySeconds * 1000 }
      wait(everySeconds, endMs, () => send(job?.lookMs ?? 0))
    } else wait(pause, endMs, () => send(endMs + pause * 1000))
  }

  /** Looks how far the job is, and again later unless it is over. */
  function look(exchange: Exchange, { step, prepared }: PreparedStep, poll: Poll): void {
    if (job === null) return
    const answer = answerOf(exchange.kept, exchange.status)
    const state = exchange.isOk ? textOf(valueAt(parsedJson(answer.body), poll.pointer)) : null
    if (state !== null && poll.until.includes(state)) {
      const { failure, extracted } = judgeOf({ ...step, expect: [] })(answer)
      if (failure !== null) {
        job.way.failed(failure.kind, failure.example)
        fail(prepared.request, failure.example)
        return
      }
      job.way.completed(exchange.endMs)
      job = null
      take(extracted)
      advance(exchange.endMs)
      return
    }
    if (state !== null && poll.failed.includes(state)) {
      job.way.failed(state, `${poll.pointer} is ${state}`)
      fail(prepared.request, `the job ended as ${state}`)
      return
    }
    if (exchange.status === 401 || exchange.status === 403) {
      // Asking again would not be answered either.
      user.isLoggedIn = false
      job.way.failed(`status-${exchange.status}`, 'the target no longer knows who asks')
      fail(prepared.request, 'the target no longer knows who asks')
      return
    }
    const { lookMs, beganMs } = job
    const now = nowMs()
    // The next of the moments that lie EVERY apart: a slow answer does not make looks bunch.
    const everyMs = poll.everySeconds * 1000
    const nextMs = lookMs + Math.max(1, Math.ceil((now - lookMs) / everyMs)) * everyMs
    if (nextMs > beganMs + poll.timeoutSeconds * 1000) {
      job.way.timedOut()
      fail(prepared.request, 'the job was not done in time')
      return
    }
    job.lookMs = nextMs
    wait(nextMs - now, null, () => send(nextMs))
  }

  /** Goes on so many seconds after a moment; with null so many milliseconds from now. */
  function wait(length: number, fromMs: number | null, then: () => void): void {
    const ms = fromMs === null ? length : fromMs + length * 1000 - nowMs()
    if (ms <= 0 && length === 0) {
      then()
      return
    }
    timer = setTimeout(
      () => {
        timer = undefined
        then()
      },
      Math.max(0, ms),
    )
  }

  /** It waited for a connection in vain: users try again, what is due on its own has missed its time. */
  function notSent(): void {
    if (isOver) return
    if (plan.isStopped()) unfinished()
    else if (isOpen) fail(steps[place]?.prepared.request ?? '', 'a step was not sent')
    else send(0)
  }

  function fail(step: string, why: string): void {
    if (isOver) return
    course.failed(step, why)
    job = null
    over()
  }

  function unfinished(): void {
    if (isOver) return
    job?.way.unfinished()
    job = null
    if (place < steps.length) course.unfinished()
    over()
  }

  function over(): void {
    if (isOver) return
    isOver = true
    clearTimeout(timer)
    plan.done()
  }
}
