import { OperatorError } from '../../core/index.ts'
import { contradict } from '../contradict.ts'
import type { LoadtestInput } from './options.ts'
import type { Address } from './target-of.ts'

/** Throws where one option takes from another what it does. */
export function assertTogether(input: LoadtestInput): void {
  const pairs = [
    ['--http2', input.http2, '--no-keep-alive', input.noKeepAlive],
    ['--http2', input.http2, '--pipelining', input.pipelining],
    ['--find-max', input.findMax, '--warmup', input.warmup],
    ['--find-max', input.findMax, '--hdr', input.hdr],
    ['--find-max', input.findMax, '--abort-on-fail', input.abortOnFail],
    ['--find-max', input.findMax, '--abort-after', input.abortAfter],
    ['--find-max', input.findMax, '--push', input.push],
    ['--find-max', input.findMax, '--baseline', input.baseline],
    ['--no-keep-alive', input.noKeepAlive, '--pipelining', input.pipelining],
  ] as const
  for (const [a, isA, b, isB] of pairs) if (isA !== undefined && isB !== undefined) throw contradict(a, b)
  if ((input.cert === undefined) !== (input.key === undefined))
    throw new OperatorError({
      sentence: 'A client certificate needs --cert and --key, and one of them is missing.',
      hint: 'Give both, in PEM.',
    })
}

const tlsFlags = { insecure: '--insecure', ca: '--ca', cert: '--cert', serverName: '--server-name' } as const

/** Throws where TLS is asked about and nothing speaks it. */
export function assertTls(input: LoadtestInput, addresses: readonly Address[]): void {
  // A redirect may lead to one that does.
  if (input.followRedirects !== undefined) return
  if (addresses.some(({ target }) => target.protocol === 'https:')) return
  for (const [key, flag] of Object.entries(tlsFlags))
    if (input[key as keyof typeof tlsFlags] !== undefined)
      throw new OperatorError({
        sentence: `${flag} is about TLS, and no target has an https address.`,
        hint: 'Write https:// before the host, or leave it out.',
      })
}
