import { describe, expect, test } from 'vitest'
import { loopScript } from '../../../../src/probes/collect/loop/loop-script.ts'

const wishes = [
  { intervalSeconds: 1, paths: ['/proc/stat'], cgroupFiles: [], seldom: null, processesEvery: null },
  {
    intervalSeconds: 0.25,
    paths: ['/proc/stat', '/proc/net/dev'],
    cgroupFiles: ['cpu.stat', 'memory.current'],
    seldom: { every: 10, paths: ['/proc/self/mountinfo', '/sys/class/net/*/device/uevent'] },
    processesEvery: 5,
  },
]

describe('the script of a loop', () => {
  const scripts = wishes.map((wish) => loopScript(wish, 'nonce'))

  test('writes to no file', () => {
    const targets = new Set(scripts.flatMap((script) => script.match(/\d*>+[^;)}\s]*/g) ?? []))
    expect([...targets].sort()).toEqual(['2>&1', '2>/dev/null', '>/dev/null'])
    for (const script of scripts) expect(script).not.toContain('<<')
  })

  test('does nothing before it was read to its end', () => {
    for (const script of scripts) expect(script.endsWith('\ndone; }\nlewis_perf\n')).toBe(true)
  })

  test('ends by itself after a day and an hour', () => {
    expect(scripts[0]).toContain('while [ $i -lt 90000 ]')
    expect(scripts[1]).toContain('while [ $i -lt 360000 ]')
  })

  test('sleeps whole seconds where fractions are not known', () => {
    expect(scripts[1]).toContain(
      'sleep 0.25 </dev/null 2>/dev/null || sleep 1 </dev/null 2>/dev/null || return',
    )
  })
})
