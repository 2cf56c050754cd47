import { expect, test } from 'vitest'
import { installed, run } from './installed.ts'

/** What bash offers for a command line that ends where the cursor is. */
async function offers(line: string): Promise<string[]> {
  const words = line.split(' ')
  const script = `
    source <(${process.execPath} ${installed} completion bash)
    compopt() { :; }
    COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}
    _lewis_perf; printf '%s\\n' "\${COMPREPLY[@]}"`
  const { code, output, errors } = await run('bash', ['-c', script])
  expect({ code, errors }).toEqual({ code: 0, errors: '' })
  return output.split('\n').filter(Boolean)
}

test.each([
  ['lewis-perf ', ['size', 'profile', 'report', 'completion']],
  ['lewis-perf si', ['size']],
  ['lewis-perf profile ', ['list', 'show', 'validate', 'init', 'schema']],
  ['lewis-perf size --mod', ['--model']],
  ['lewis-perf size --model ', ['guide', 'demand', 'both']],
  ['lewis-perf size --users 3 --format j', ['json', 'junit']],
  ['lewis-perf --profile ', ['high-performance', 'lewis', 'minimum', 'recommended', 'web-service']],
  ['lewis-perf profile show --res', ['--resolved']],
  ['lewis-perf completion ', ['bash', 'zsh', 'fish']],
  ['lewis-perf -o size.json si', ['size']],
  ['lewis-perf report ', []],
])('bash completes %j', async (line, expected) => {
  expect(await offers(line)).toEqual(expected)
})
