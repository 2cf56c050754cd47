import { describe, expect, it } from 'vitest'
import { judged } from '../ranking/samples.ts'
import { answerFor, everyCheck, host, shown } from './hosts.ts'

const failing = judged({ id: 'cpu.pressure', status: 'fail', index: 2, because: 'Threads waited.' })

describe('what could not be collected', () => {
  it('is a warning with the first problem and how many more there are', () => {
    const partial = { complete: false, problems: ['The connection ended.', 'b', 'c'] }
    expect(answerFor([host('web1', everyCheck(), partial)]).warnings).toEqual([
      'web1 was read only in part: The connection ended. 2 more problems: add --all.',
    ])
  })

  it('is said of a whole collection too', () => {
    expect(answerFor([host('web1', everyCheck(), { problems: ['chronyc failed.'] })]).warnings).toEqual([
      'web1: chronyc failed.',
    ])
  })

  it('is said without a reason where there is none', () => {
    expect(answerFor([host('web1', everyCheck(), { complete: false })]).warnings).toEqual([
      'web1 was read only in part.',
    ])
  })

  it('is said in full with --all', () => {
    const options = { all: true, verbose: false, quick: false }
    const partial = { complete: false, problems: ['a.', 'b.'] }
    const hosts = ['x', 'y', 'z'].map((name) => host(name, everyCheck(), partial))
    expect(answerFor(hosts, { options }).warnings).toHaveLength(6)
    expect(
      answerFor(
        hosts.map((one) => ({ ...one, problems: [] })),
        { options },
      ).warnings,
    ).toEqual(['x was read only in part.', 'y was read only in part.', 'z was read only in part.'])
  })

  it('is said of the first two hosts, and that there are more', () => {
    const hosts = ['x', 'y', 'z'].map((name) => host(name, everyCheck(), { complete: false }))
    expect(answerFor(hosts).warnings).toEqual([
      'x was read only in part.',
      'y was read only in part.',
      '1 more host had problems: add --all.',
    ])
  })

  it('comes before doubts from elsewhere', () => {
    expect(
      answerFor([host('web1', everyCheck(), { complete: false })], { warnings: ['A skip ended.'] }).warnings,
    ).toEqual(['web1 was read only in part.', 'A skip ended.'])
  })
})

describe('the table of what was checked', () => {
  it('says why something is not known', () => {
    const unknown = (id: string, because: string) => judged({ id, status: 'unknown', because })
    const screen = shown(
      answerFor([
        host('web1', [
          judged({ id: 'cpu.a', status: 'pass' }),
          judged({ id: 'cpu.b', status: 'info' }),
          unknown('cpu.c', '/x may not be read by this user: run as root to see it.'),
          unknown('cpu.d', '/y may not be read by this user: run as root to see it.'),
          unknown('cpu.e', '/y is not there.'),
          unknown('mem.a', 'The answer of the kernel was nonsense.'),
          unknown('mem.b', 'The answer of the kernel was nonsense.'),
          unknown('disk.a', 'It was a long answer that the kernel gave to a short question.'),
          unknown('net.a', 'One reason.'),
          unknown('net.b', 'Another reason.'),
          unknown('lim.a', '/z cannot be read.'),
          unknown('clk.a', 'chronyc was not answered in time.'),
          unknown('krn.a', 'It writes: give --probe-disk DIR.'),
          unknown('proc.a', 'Give --attach.'),
          unknown('ctr.a', 'A rate needs two samples, and there is one.'),
          judged({ id: 'node.a', status: 'not-applicable' }),
        ]),
      ]),
    )
    expect(screen.split('\n').slice(4, -1).join('\n')).toBe(`Checked    Result          Not known
────────────────────────────────────────────────────────────────────
CPU        1 fine, 1 info  needs root (2), absent (1)
Memory     –               The answer of the kernel was nonsense (2)
Disk       –               It was a long answer that the ... (1)
Network    –               other (2)
Limits     –               unreadable (1)
Clock      –               timed out (1)
Kernel     –               needs --probe-disk (1)
Process    –               needs --attach (1)
Container  –               one sample (1)`)
  })

  it('says the cost, and of programs that ran often how often', () => {
    const title = (childProcesses: string[], files = 1) =>
      answerFor([host('web1', everyCheck(), { cost: { childProcesses, files, seconds: 0.042 } })]).tables[0]
        ?.title
    expect(title([])).toBe('Cost: 40 ms, 1 file, ran no program.')
    expect(title(['df', 'cat', 'df'])).toBe('Cost: 40 ms, 1 file, ran df x2, cat.')
    expect(title([], 0)).toBe('Read from saved facts.')
  })

  it('is followed by the suspects, as background unless --all asks for them', () => {
    const details = (all: boolean) =>
      answerFor([host('web1', [failing])], { options: { all, verbose: false, quick: false } }).tables.map(
        ({ title, detail }) => [title.split(/[:,]/)[0], detail ?? false],
      )
    expect(details(false)).toEqual([
      ['Cost', false],
      ['Suspects', true],
    ])
    expect(details(true)).toEqual([
      ['Cost', false],
      ['Suspects', false],
    ])
  })

  it('is followed by tables from elsewhere', () => {
    const extra = { title: 'Checklist', columns: [], rows: [] }
    expect(answerFor([host('web1', everyCheck())], { tables: [extra] }).tables.at(-1)).toBe(extra)
  })
})
