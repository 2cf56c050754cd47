import { describe, expect, it } from 'vitest'
import { OperatorError } from '../../../src/core/index.ts'
import { createCollector, profileFunction } from '../../../src/monitor/index.ts'
import { handClock } from './hand-clock.ts'

function bench() {
  const clock = handClock(50)
  const collector = createCollector({ nowSeconds: () => clock.seconds })
  const recorded = () =>
    Object.fromEntries(
      collector.series().map(({ name, type, lastValue, total }) => [name, [type, total ?? lastValue]]),
    )
  return { clock, collector, recorded }
}

const fault = new Error('it broke')

describe('a function under measurement', () => {
  it('records how long it took, that it was called and that it went well, and returns what it returns', () => {
    const { clock, collector, recorded } = bench()
    const add = profileFunction(collector, 'add', (a: number, b: number) => {
      clock.seconds += 2
      return a + b
    })
    expect(add(1, 2)).toBe(3)
    expect(recorded()).toEqual({
      'add.duration': ['timer', 2],
      'add.calls': ['counter', 1],
      'add.success': ['counter', 1],
    })
    expect(add(3, 4)).toBe(7)
    expect(collector.stats('add.duration')).toEqual({ count: 2, min: 2, max: 2, avg: 2, sum: 4 })
  })

  it('throws what it throws, and that counts as an error', () => {
    const { clock, collector, recorded } = bench()
    const broken = profileFunction(collector, 'broken', () => {
      clock.seconds += 0.5
      throw fault
    })
    let thrown: unknown
    try {
      broken()
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBe(fault)
    expect(recorded()).toEqual({
      'broken.duration': ['timer', 0.5],
      'broken.calls': ['counter', 1],
      'broken.errors': ['counter', 1],
    })
  })

  it('passes on what is thrown and is no error, undefined too', () => {
    const { collector, recorded } = bench()
    const odd = profileFunction(collector, 'odd', () => {
      throw undefined
    })
    let thrown: unknown = 'nothing'
    try {
      odd()
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeUndefined()
    expect(recorded()).toMatchObject({ 'odd.errors': ['counter', 1] })
  })

  it('that is asynchronous is measured until its promise is kept', async () => {
    const { clock, collector, recorded } = bench()
    let open = (_: string): void => {}
    const gate = new Promise<string>((resolve) => {
      open = resolve
    })
    const slow = profileFunction(collector, 'slow', async () => gate)
    const answer = slow()
    expect(answer).toBeInstanceOf(Promise)
    expect(recorded()).toEqual({})
    clock.seconds += 3
    open('done')
    expect(await answer).toBe('done')
    expect(recorded()).toEqual({
      'slow.duration': ['timer', 3],
      'slow.calls': ['counter', 1],
      'slow.success': ['counter', 1],
    })
  })

  it('that is asynchronous rejects with what it rejects with, and that counts as an error', async () => {
    const { clock, collector, recorded } = bench()
    const failing = profileFunction(collector, 'failing', async () => {
      clock.seconds += 4
      throw fault
    })
    await expect(failing()).rejects.toBe(fault)
    expect(recorded()).toEqual({
      'failing.duration': ['timer', 4],
      'failing.calls': ['counter', 1],
      'failing.errors': ['counter', 1],
    })
  })

  it('answers with a promise of the class that it had', async () => {
    class Job extends Promise<number> {}
    const { collector, recorded } = bench()
    const job = profileFunction(collector, 'job', () => Job.resolve(7))()
    expect(job).toBeInstanceOf(Job)
    expect(await job).toBe(7)
    expect(recorded()).toMatchObject({ 'job.success': ['counter', 1] })
  })

  it('may answer with anything that has a then, which is called once', async () => {
    const { collector, recorded } = bench()
    let runs = 0
    // As a query of a database client is, which runs when it is awaited.
    const run = (kept: (rows: number) => void): void => {
      runs++
      kept(12)
    }
    const query = Object.fromEntries(new Map([['then', run]]))
    const lookup = profileFunction(collector, 'lookup', (): unknown => query)
    expect(await lookup()).toBe(12)
    expect(runs).toBe(1)
    expect(recorded()).toMatchObject({ 'lookup.calls': ['counter', 1], 'lookup.success': ['counter', 1] })
  })

  it('keeps its this, its name and its length', () => {
    const { collector } = bench()
    const account = {
      balance: 40,
      deposit(amount: number): number {
        this.balance += amount
        return this.balance
      },
    }
    const { deposit } = account
    account.deposit = profileFunction(collector, 'deposit', deposit)
    expect(account.deposit(2)).toBe(42)
    expect(account.deposit.name).toBe('deposit')
    expect(account.deposit).toHaveLength(1)
  })

  it('takes no time below 0 where the clock stepped back meanwhile', () => {
    const { clock, collector } = bench()
    profileFunction(collector, 'back', () => {
      clock.seconds -= 10
    })()
    expect(collector.stats('back.duration')).toMatchObject({ count: 1, sum: 0 })
  })

  it('counts each call of a function that calls itself', () => {
    const { collector } = bench()
    const factorial: (n: number) => number = profileFunction(collector, 'factorial', (n: number) =>
      n <= 1 ? 1 : n * factorial(n - 1),
    )
    expect(factorial(5)).toBe(120)
    expect(collector.stats('factorial.calls')).toMatchObject({ sum: 5 })
  })

  it('throws its own error also where the collector refuses to count it', () => {
    const { collector } = bench()
    collector.record('taken.calls', 1, 'gauge')
    const broken = profileFunction(collector, 'taken', () => {
      throw fault
    })
    expect(broken).toThrow(fault)
    expect(profileFunction(collector, 'taken', () => 1)).toThrow('The metric taken.calls is a gauge')
  })

  it('is measured by the clock of the machine where the collector has none', () => {
    const recorded: [string, number][] = []
    const collector = {
      record: (name: string, value: number) => void recorded.push([name, value]),
      stats: () => ({ count: 0 }) as const,
      summary: () => ({ count: 0 }) as const,
      retained: () => 0,
    }
    profileFunction(collector, 'plain', () => 1)()
    expect(recorded.map(([name]) => name)).toEqual(['plain.duration', 'plain.calls', 'plain.success'])
    expect(recorded[0]?.[1]).toBeGreaterThanOrEqual(0)
  })

  it('needs a name', () => {
    expect(() => profileFunction(bench().collector, '', () => 1)).toThrow(OperatorError)
  })
})
