import type { LoadPlan } from '../../traffic/index.ts'
import { type Engine, prepareRequests } from '../engine/index.ts'

/** Who waits for a turn. */
export interface TurnOwner {
  /** It is over, well or badly. */
  settled(turn: { readonly isMeasured: boolean }): void
  /** It waited, and is not begun. */
  notSent(turn: { readonly isMeasured: boolean }): void
}

/** One thing that a user does. */
export interface Turn {
  /** Among all turns of the plan. */
  number: number
  isMeasured: boolean
  /** Of performance.now(); null in a closed model, where it is due when it is begun. */
  dueMs: number | null
  owner: TurnOwner
}

/** What users do: a request each turn, or several. */
export interface Turns {
  /** False where nothing is left to be done, now and later. */
  begin(turn: Turn, wakeMs: number): boolean
  /** It was due and is never begun. */
  leave(turn: Turn, reason: string, example: string): void
  /** Begins no further step; what is polled goes on. */
  stop(): void
  /** Jobs that are waited for. */
  readonly underWay: number
  /** Gives up what is still under way. */
  end(): void
}

/** A turn is one of the requests of a plan. */
export function requestTurns(plan: LoadPlan, engine: Engine): Turns {
  const choose = prepareRequests(plan)
  return {
    begin({ number, isMeasured, dueMs, owner }, wakeMs) {
      const prepared = choose(number)
      engine.begin({ prepared, messages: prepared.messages, isMeasured, dueMs, owner }, wakeMs)
      return true
    },
    leave({ number, isMeasured, dueMs, owner }, reason, example) {
      const prepared = choose(number)
      engine.leave({ prepared, messages: prepared.messages, isMeasured, dueMs, owner }, reason, example)
    },
    stop() {},
    underWay: 0,
    end() {},
  }
}
