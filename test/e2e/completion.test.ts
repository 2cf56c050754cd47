import { expect, test } from 'vitest'
import { describeWithProgram } from '../servers/describe-with.ts'
import { installed, lewisPerf, run } from './installed.ts'

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
  [
    'lewis-perf ',
    [
      'size',
      'bench',
      'loadtest',
      'diagnose',
      'monitor',
      'calc',
      'simulate',
      'recommend-scale',
      'explain',
      'profile',
      'report',
      'completion',
    ],
  ],
  ['lewis-perf si', ['size', 'simulate']],
  ['lewis-perf profile ', ['list', 'show', 'validate', 'init', 'schema']],
  ['lewis-perf size --mod', ['--model']],
  ['lewis-perf size cal', ['calibrate']],
  ['lewis-perf size calibrate --wr', ['--write']],
  ['lewis-perf size --model ', ['guide', 'demand', 'both', 'queueing']],
  ['lewis-perf size --users 3 --format j', ['json', 'junit']],
  ['lewis-perf --profile ', ['high-performance', 'lewis', 'minimum', 'recommended', 'web-service']],
  ['lewis-perf profile show --res', ['--resolved']],
  ['lewis-perf completion ', ['bash', 'zsh', 'fish']],
  ['lewis-perf -o size.json siz', ['size']],
  ['lewis-perf report ', []],
])('bash completes %j', async (line, expected) => {
  expect(await offers(line)).toEqual(expected)
})

describeWithProgram('zsh', 'in zsh', (zsh) => {
  // _arguments only works inside the line editor, so a terminal of zsh's own shows what TAB shows.
  const script = (line: string) => `
    zmodload zsh/zpty
    zpty shell ${zsh} -f -i
    tell() { zpty -w shell "$1" }
    tell 'PS1= TERM=dumb; autoload -Uz compinit; compinit -u -D; LISTMAX=0; setopt nobeep'
    tell 'source <(${process.execPath} ${installed} completion zsh)'
    tell 'print READY'
    while zpty -r shell text; do [[ $text == READY* ]] && break; done
    zpty -w -n shell ${JSON.stringify(line)}$'\t\t'
    for i in {1..40}; do zpty -r -t shell text && print -n -- "$text"; sleep 0.05; done
    zpty -d shell`

  test('the script parses, and TAB completes a command', async () => {
    const { output } = await lewisPerf(['completion', 'zsh'])
    expect(await run(zsh, ['-n'], { input: output })).toEqual({
      code: 0,
      signal: null,
      output: '',
      errors: '',
    })
    const told = await run(zsh, ['-f', '-c', script('lewis-perf prof')])
    expect(told.output).toContain('profile')
  })
})

describeWithProgram('fish', 'in fish', (fish) => {
  test.each([
    [
      'lewis-perf ',
      [
        'bench',
        'calc',
        'completion',
        'diagnose',
        'explain',
        'loadtest',
        'monitor',
        'profile',
        'recommend-scale',
        'report',
        'simulate',
        'size',
      ],
    ],
    ['lewis-perf size --model ', ['both', 'demand', 'guide', 'queueing']],
    ['lewis-perf profile sh', ['show']],
    ['lewis-perf completion ', ['bash', 'fish', 'zsh']],
    ['lewis-perf size --mod', ['--model']],
  ])('completes %j', async (line, expected) => {
    const { output } = await lewisPerf(['completion', 'fish'])
    // By its input: an argument may not be as long as the script.
    const script = `cat | source; complete -C ${JSON.stringify(line)}`
    const told = await run(fish, ['--no-config', '-c', script], { input: output })
    expect(told.errors).toBe('')
    expect(
      told.output
        .split('\n')
        .filter(Boolean)
        .map((offer) => offer.split('\t')[0])
        .sort(),
    ).toEqual(expected)
  })
})
