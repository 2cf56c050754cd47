import { describe, expect, it } from 'vitest'
import { fillAdvice } from '../../src/checks/fill-advice.ts'

const filled = (command: string, names: Record<string, string>) =>
  fillAdvice([{ text: '', command }], names)[0]?.command

describe('placeholders in advice', () => {
  it('are filled in everywhere, and nothing else is touched', () => {
    const advice = {
      text: 'Stop {pid} at {path}.',
      command: 'kill {pid}',
      persist: 'echo {pid}',
      undo: 'start {path}',
      risk: 'restart',
    } as const
    expect(fillAdvice([advice], { pid: '7', path: '/a b' })).toEqual([
      {
        text: 'Stop 7 at /a b.',
        command: 'kill 7',
        persist: 'echo 7',
        undo: "start '/a b'",
        risk: 'restart',
      },
    ])
  })

  it('leave out what the advice does not have', () => {
    expect(fillAdvice([{ text: 'Wait.' }], {})).toEqual([{ text: 'Wait.' }])
  })

  it.each([
    ['7', 'x 7'],
    ['/sys/fs/cgroup/a.b_c-d@1+e=f,g:h%', 'x /sys/fs/cgroup/a.b_c-d@1+e=f,g:h%'],
    ['', "x ''"],
    ['a b', "x 'a b'"],
    ["it's", "x 'it'\\''s'"],
    ['$(reboot)', "x '$(reboot)'"],
    ['`id`', "x '`id`'"],
    ['a;b|c&d>e', "x 'a;b|c&d>e'"],
    ['~', "x '~'"],
    ['a\nb', "x 'a\nb'"],
    ['*', "x '*'"],
  ])('are one word to the shell: %j', (word, command) => {
    expect(filled('x {word}', { word })).toBe(command)
  })

  it('are capitals where the word is not known, and where it is only what every object has', () => {
    expect(filled('x {pid} {twoWords}', {})).toBe('x PID TWOWORDS')
    expect(filled('x {constructor}', {})).toBe('x CONSTRUCTOR')
  })

  it('are names only: other braces stay', () => {
    expect(filled("awk '{print $1}' {1} {A} {} {a-b}", { a: 'x' })).toBe("awk '{print $1}' {1} {A} {} {a-b}")
  })

  it('are not looked for in the words that were filled in', () => {
    expect(filled('x {a}', { a: '{b}', b: 'y' })).toBe("x '{b}'")
  })
})
