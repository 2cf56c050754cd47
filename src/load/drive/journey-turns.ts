import { hashedFraction } from '../../core/index.ts'
import type { LoadPlan, Scenario, Slice } from '../../traffic/index.ts'
import type { Engine, Order } from '../engine/index.ts'
import { coursesIn } from './courses.ts'
import { beginJourney, type Journey } from './journey.ts'
import { type PreparedStep, preparedStep } from './prepared-steps.ts'
import type { Turn, Turns } from './turns.ts'
import { usersOf } from './users.ts'

const mixStream = 1

/** A turn is a journey, or one request of a mix, of a user who has logged in before. */
export function journeyTurns(plan: LoadPlan, scenario: Scenario, engine: Engine, slice: Slice): Turns {
  const login = scenario.login.map((step) => preparedStep(step, plan))
  const steps = scenario.steps.map((step) => preparedStep(step, plan))
  const users = usersOf(scenario, plan, slice)
  const courses = coursesIn(engine.recorder.tally)
  const underWay = new Set<Journey>()
  let isStopped = false
  const choose = scenario.kind === 'journey' ? () => steps : mixOf(steps, plan.seed)

  return {
    begin(turn, wakeMs) {
      const user = users.take()
      const values = user === null ? null : users.ofTurn(turn.number)
      if (user === null || values === null) {
        if (user !== null) users.release(user)
        outOfData(turn)
        return false
      }
      const own = choose(turn.number)
      const before = user.isLoggedIn ? [] : login
      const counts = scenario.kind === 'journey' && turn.isMeasured
      let journey: Journey | null = null
      let isOver = false
      journey = beginJourney(
        {
          turn,
          user,
          values,
          steps: [...before, ...own],
          loginSteps: before.length,
          course: courses.begin(
            counts ? courses.of('journey', scenario.name, 0) : null,
            turn.dueMs ?? wakeMs,
          ),
          seed: plan.seed,
          isStopped: () => isStopped,
          done() {
            isOver = true
            if (journey !== null) underWay.delete(journey)
            users.release(user)
            turn.owner.settled(turn)
          },
        },
        engine,
        courses,
      )
      if (!isOver) underWay.add(journey)
      return true
    },
    leave(turn, reason, example) {
      const first = (login[0] ?? choose(turn.number)[0]) as PreparedStep
      engine.leave(orderOf(first, turn), reason, example)
    },
    stop() {
      isStopped = true
      courses.closeTime()
      for (const journey of [...underWay]) journey.stop()
    },
    get underWay() {
      let count = 0
      for (const { isPolling } of underWay) if (isPolling) count++
      return count
    },
    end() {
      for (const journey of [...underWay]) journey.end()
    },
  }

  function outOfData(turn: Turn): void {
    const first = (login[0] ?? choose(turn.number)[0]) as PreparedStep
    engine.refuse(orderOf(first, turn), 'no-data-left', 'every row of a variable with order unique was used')
  }

  function orderOf({ prepared }: PreparedStep, { isMeasured, dueMs }: Turn): Order {
    return {
      prepared,
      messages: prepared.messages,
      isMeasured,
      dueMs,
      owner: { settled() {}, notSent() {} },
    }
  }
}

/** One step a turn, by the weights of all. */
function mixOf(steps: readonly PreparedStep[], seed: number): (number: number) => PreparedStep[] {
  const total = steps.reduce((sum, { step }) => sum + step.request.weight, 0)
  return (number) => {
    let rest = hashedFraction(seed, number, mixStream) * total
    const chosen = steps.find(({ step }) => {
      rest -= step.request.weight
      return rest < 0
    })
    return [chosen ?? steps.at(-1)].filter((one) => one !== undefined)
  }
}
