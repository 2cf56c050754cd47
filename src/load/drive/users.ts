import { type LoadPlan, rowOf, type Scenario, type Slice } from '../../traffic/index.ts'

/** Somebody who does turn after turn, with data and a login of their own. */
export interface User {
  /** Rows that are drawn once a user, and what the login answered. */
  values: Map<string, string>
  isLoggedIn: boolean
}

/** As many users as are busy at once; who has rested longest is next. */
export interface Users {
  /** Null where there are no data for another. */
  take(): User | null
  release(user: User): void
  /** The values of a turn that are no user's; null where there are no data for it. */
  ofTurn(number: number): Map<string, string> | null
}

export function usersOf({ variables }: Scenario, { seed }: Pick<LoadPlan, 'seed'>, slice: Slice): Users {
  const idle: User[] = []
  let count = 0
  const draw = (per: 'user' | 'turn', number: number): Map<string, string> | null => {
    const values = new Map<string, string>([[per, String(number + 1)]])
    for (const [place, variable] of variables.entries()) {
      if (variable.per !== per) continue
      const row = rowOf(variable, { place, number, seed })
      if (row === null) return null
      for (const [column, value] of Object.entries(row)) values.set(`${variable.name}.${column}`, value)
    }
    return values
  }
  return {
    take() {
      const rested = idle.shift()
      if (rested !== undefined) return rested
      const values = draw('user', slice.index + slice.of * count)
      if (values === null) return null
      count++
      return { values, isLoggedIn: false }
    },
    release(user) {
      idle.push(user)
    },
    ofTurn: (number) => draw('turn', number),
  }
}
