import { describe, expect, it } from 'vitest'
import { readStacks } from '../../src/profiling/index.ts'
import { outline, profileOf, refusalOf } from './outline.ts'

const node = { id: 1, callFrame: { functionName: 'work', url: '', lineNumber: 1 }, hitCount: 2 }

describe('the format of a profile', () => {
  it.each([
    ['collapsed stacks', 'a;b 2\n', 'a;b 2'],
    ['perf script', 'app 1 1.0: 1 cycles: \n\t117e add+0x35 (/srv/app)\n\n', 'app;add 1'],
    ['symbols without addresses', 'app 1 1.0: 1 cycles: \n\tadd+0x35 (/srv/app)\n\n', 'app;add 1'],
    [
      'speedscope',
      '{"shared":{"frames":[{"name":"a"}]},"profiles":[{"type":"sampled","unit":"none","samples":[[0]],"weights":[2]}]}',
      'a 2',
    ],
    ['a .cpuprofile', JSON.stringify({ nodes: [node] }), 'work 2'],
  ])('is told by the text: %s', (_, text, expected) => {
    expect(outline(profileOf(text, 'profile'))).toEqual([expected])
    expect(outline(profileOf(`\uFEFF${text}`, 'profile'))).toEqual([expected])
  })

  it.each([
    ['nothing', '', 'is empty'],
    ['blanks', ' \n\n\t', 'is empty'],
    ['blanks past the beginning', `${' '.repeat(9000)}a;b`, 'is no profile that can be read'],
    ['prose', 'This is no profile.\nNot at all.\n', 'is no profile that can be read'],
    ['binary data of perf', 'PERFILE2\u0000\u0001', 'is binary data of perf'],
    ['JSON that was cut off', '{"nodes":[{"id":1,"callFr', 'is JSON that is damaged or cut off'],
    ['a list that was cut off', '[{"name":', 'is JSON that is damaged or cut off'],
    ['other JSON', '{"a":1}', 'is JSON of another kind'],
    ['a heap snapshot', '{"snapshot":{},"nodes":[1,2,3]}', 'is JSON of another kind'],
    ['a heap profile', '{"head":{"callFrame":{},"selfSize":1}}', 'is a heap profile, not one of CPU time'],
    ['a trace', '{"traceEvents":[]}', 'is a trace, not a CPU profile'],
    ['a trace as a list', '[{"ph":"B"}]', 'is a trace, not a CPU profile'],
    ['a number', '[', 'is no profile that can be read'],
    ['stacks of no weight', 'a;b 0\n', 'holds no samples'],
    ['a profile without samples', JSON.stringify({ nodes: [{ ...node, hitCount: 0 }] }), 'holds no samples'],
    [
      'more weight than a number holds',
      '{"shared":{"frames":[{"name":"a"}]},"profiles":[{"type":"sampled","unit":"none","samples":[[0],[0]],"weights":[1e308,1e308]}]}',
      'is damaged: its weights are too large to be added',
    ],
  ])('is refused in a plain sentence: %s', (_, text, problem) => {
    expect(refusalOf(text)).toBe(problem)
    const read = readStacks(text, 'stacks.txt')
    expect(read.ok ? '' : read.hint).toMatch(/^[A-Z].*\.$/)
  })

  it('takes the ending of the name for JSON that looks like stacks', () => {
    expect(refusalOf('{main};work', 'stacks.json')).toBe('is JSON that is damaged or cut off')
    expect(refusalOf('{main};work', 'stacks.txt')).toBe('is no profile that can be read')
  })

  it('reads a profile that was idle all the time', () => {
    expect(profileOf('main;(idle) 30\n').idle).toBe(30)
  })
})
