import { describe, expect, it } from 'vitest'
import { outline, profileOf, refusalOf } from './outline.ts'

const frames = [{ name: 'main', file: 'app.py', line: 3 }, { name: 'work' }, { name: '(idle)' }]
const file = (...profiles: unknown[]) =>
  JSON.stringify({
    $schema: 'https://www.speedscope.app/file-format-schema.json',
    shared: { frames },
    profiles,
  })
const sampled = (changes: object = {}) => ({
  type: 'sampled',
  name: 'one',
  unit: 'milliseconds',
  startValue: 0,
  endValue: 30,
  samples: [[0, 1], [0], [0, 2]],
  weights: [20, 10, 5],
  ...changes,
})
const evented = (events: [string, number, number][], changes: object = {}) => ({
  type: 'evented',
  name: 'one',
  unit: 'seconds',
  startValue: 0,
  endValue: 10,
  events: events.map(([type, frame, at]) => ({ type, frame, at })),
  ...changes,
})

describe('a speedscope file', () => {
  it('with samples is a tree of seconds, idle time apart', () => {
    const profile = profileOf(file(sampled()))
    expect(profile.unit).toBe('seconds')
    expect(outline(profile)).toEqual(['main 0.01', 'main;work 0.02'])
    expect(profile.idle).toBe(0.005)
    expect(profile.frames[0]).toEqual({ name: 'main', file: 'app.py', line: 3, kind: 'function' })
  })

  it.each([
    ['none', 'samples', 20],
    ['nanoseconds', 'seconds', 2e-8],
    ['microseconds', 'seconds', 2e-5],
    ['milliseconds', 'seconds', 0.02],
    ['seconds', 'seconds', 20],
    ['bytes', 'bytes', 20],
  ])('may count in %s', (unit, expected, weight) => {
    const profile = profileOf(file(sampled({ unit, samples: [[0]], weights: [20] })))
    expect(profile.unit).toBe(expected)
    expect(profile.nodes.self[0]).toBeCloseTo(weight, 12)
  })

  it('with events counts the time between them for the innermost open frame', () => {
    const profile = profileOf(
      file(
        evented([
          ['O', 0, 1],
          ['O', 1, 2],
          ['C', 1, 5],
          ['O', 2, 5],
          ['C', 2, 6],
          ['C', 0, 7],
          ['O', 1, 8],
          ['C', 1, 9],
        ]),
      ),
    )
    expect(outline(profile)).toEqual(['main 2', 'main;work 3', 'work 1'])
    expect(profile.idle).toBe(1)
  })

  it('that was cut off lets open frames last to its end', () => {
    expect(
      outline(
        profileOf(
          file(
            evented([
              ['O', 0, 1],
              ['O', 1, 4],
            ]),
          ),
        ),
      ),
    ).toEqual(['main 3', 'main;work 6'])
  })

  it('with several profiles has each under its name', () => {
    const profile = profileOf(
      file(
        sampled({ samples: [[0]], weights: [20] }),
        sampled({ name: 'two', samples: [[0]], weights: [30] }),
      ),
    )
    expect(outline(profile)).toEqual(['one;main 0.02', 'two;main 0.03'])
    expect(profile.frames.filter(({ kind }) => kind === 'thread').map(({ name }) => name)).toEqual([
      'one',
      'two',
    ])
  })

  it('leaves out profiles of another unit, and says so', () => {
    const profile = profileOf(file(sampled(), sampled({ unit: 'bytes' })))
    expect(profile.unit).toBe('seconds')
    expect(profile.notes).toEqual(['Of 2 profiles 1 with another unit were left out.'])
  })

  it.each([
    [
      'a frame that is not there',
      sampled({ samples: [[7], [0], [0]] }),
      'in profile 1 a stack names the frame 7, which is not there',
    ],
    ['fewer weights than samples', sampled({ weights: [1] }), 'in profile 1 3 samples have 1 weights'],
    [
      'a negative weight',
      sampled({ weights: [1, -1, 1] }),
      'in profile 1 sample 2 or its weight cannot be read',
    ],
    [
      'a weight that is no number',
      sampled({ weights: [1, '1', 1] }),
      'in profile 1 sample 2 or its weight cannot be read',
    ],
    ['no samples', sampled({ samples: undefined }), 'in profile 1 samples or weights are missing'],
    ['another type', sampled({ type: 'other' }), 'in profile 1 the type is neither sampled nor evented'],
    ['no events', evented([], { events: null }), 'in profile 1 events are missing'],
    [
      'time that runs back',
      evented([
        ['O', 0, 2],
        ['C', 0, 1],
      ]),
      'in profile 1 event 2 happens before the one that precedes it',
    ],
    [
      'a close without its open',
      evented([
        ['O', 0, 1],
        ['C', 1, 2],
      ]),
      'in profile 1 event 2 closes a frame that is not the innermost open one',
    ],
    ['an event of no kind', evented([['X', 0, 1]]), 'in profile 1 event 1 neither opens nor closes a frame'],
    [
      'an event without its time',
      evented([], { events: [{ type: 'O', frame: 0 }] }),
      'in profile 1 event 1 cannot be read',
    ],
    [
      'an event of no frame',
      evented([['O', 9, 1]]),
      'in profile 1 event 1 names the frame 9, which is not there',
    ],
  ])('with %s is refused', (_, profile, problem) => {
    expect(refusalOf(file(profile))).toBe(`is damaged: ${problem}`)
  })

  it('without a unit that is known is refused', () => {
    expect(refusalOf(file(sampled({ unit: 'toString' })))).toBe(
      'has no profile with a unit that speedscope knows',
    )
    expect(refusalOf(JSON.stringify({ shared: {}, profiles: [] }))).toBe(
      'lacks the frames or profiles of speedscope',
    )
  })
})
