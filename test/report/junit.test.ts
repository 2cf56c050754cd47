import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { junit } from '../../src/report/junit.ts'
import { envelope, envelopes, finding, hostile, look, textOf } from './envelopes.ts'
import { malformed } from './well-formed.ts'

describe('JUnit XML', () => {
  test('has a suite for the result and a case for each finding', () => {
    const findings = [
      finding({
        status: 'fail',
        instance: '/var',
        because: 'full & "hot"',
        advice: [{ text: 'Make room.', command: 'rm <x>' }],
      }),
      finding({
        id: 'cpu',
        title: 'CPU',
        status: 'warn',
        because: 'busy',
        evidence: { used: { value: 0.9, unit: 'ratio' } },
      }),
      finding({ id: 'io', title: 'IO', status: 'unknown', because: 'denied' }),
      finding({ id: 'numa', title: 'NUMA', status: 'not-applicable', because: 'one node' }),
      finding(),
    ]
    expect(
      textOf(junit([envelope({ command: 'diagnose', status: 'fail', findings })], look)),
    ).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="lewis-perf" tests="5" failures="1" errors="0" skipped="2" time="1.500">
  <testsuite name="diagnose" tests="5" failures="1" errors="0" skipped="2" time="1.500" timestamp="2026-01-02T03:04:05">
    <testcase classname="diagnose" name="disk[/var] Disk">
      <failure message="full &amp; &quot;hot&quot;" type="fail">full &amp; &quot;hot&quot;
do: rm &lt;x&gt;</failure>
    </testcase>
    <testcase classname="diagnose" name="cpu CPU">
      <system-out>busy
used 90 %</system-out>
    </testcase>
    <testcase classname="diagnose" name="io IO">
      <skipped message="denied"/>
    </testcase>
    <testcase classname="diagnose" name="numa NUMA">
      <skipped message="one node"/>
    </testcase>
    <testcase classname="diagnose" name="disk Disk"/>
  </testsuite>
</testsuites>
`)
  })

  test('tells an error as an error', () => {
    const text = textOf(
      junit(
        [envelope({ error: { sentence: 'It is gone.', hint: 'Look.' }, status: 'unknown', exitCode: 3 })],
        look,
      ),
    )
    expect(text).toContain('<testsuite name="size" tests="1" failures="0" errors="1" skipped="0"')
    expect(text).toContain('<error message="It is gone." type="error">Look.</error>')
  })

  const alone = [
    { claim: 'passes', about: {}, line: '<system-out>status: pass</system-out>' },
    {
      claim: 'fails',
      about: { status: 'fail', headline: 'Too slow.' },
      line: '<failure message="Too slow." type="fail">status: fail</failure>',
    },
    {
      claim: 'is skipped when nothing is known',
      about: { status: 'unknown' },
      line: '<skipped message="size: unknown"/>',
    },
  ] as const
  test.each(alone)('of a result without findings has one case that $claim', ({ about, line }) => {
    const text = textOf(junit([envelope(about)], look))
    expect(text).toContain('<testcase classname="size" name="size">')
    expect(text).toContain(line)
  })

  test('fails with a result that is worse than its findings', () => {
    expect(textOf(junit([envelope({ status: 'fail', findings: [finding()] })], look))).toContain(
      'tests="2" failures="1"',
    )
    expect(textOf(junit([envelope({ status: 'unknown', findings: [finding()] })], look))).toContain(
      'tests="2" failures="0" errors="0" skipped="1"',
    )
  })

  test('is well formed, with right counts, whatever the texts', () => {
    fc.assert(
      fc.property(fc.array(envelopes(hostile), { maxLength: 2 }), (results) => {
        const text = textOf(junit(results, look))
        expect(malformed(text)).toBeNull()
        expect(
          text.startsWith(
            `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="lewis-perf" tests="${count(text, '<testcase ')}" failures="${count(text, '<failure ')}" errors="0" skipped="${count(text, '<skipped ')}"`,
          ),
        ).toBe(true)
      }),
    )
  })
})

test.each(['<a>', '<a></b>', '<a b=c/>', '<a>&x;</a>', '<a>\u0000</a>', '<a b="1" b="2"/>', '<a>\ufffe</a>'])(
  'malformed markup is noticed: %j',
  (text) => {
    expect(malformed(text)).not.toBeNull()
  },
)

function count(text: string, part: string): number {
  return text.split(part).length - 1
}
