import { readFileSync, realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { OperatorError } from '../../core/index.ts'

const quality = 9

/**
 * As much of lewis-perf as a load test needs, in one file, compressed by Brotli: of the one that runs, or the one that lies beside the
 * installed command. Throws OperatorError (exit 3) where there is none.
 */
export function packedCommand(): Buffer {
  const file = oneFile(process.argv[1] ?? '')
  try {
    const text = Buffer.from(onlyLoad(readFileSync(file, 'latin1')), 'latin1')
    return brotliCompressSync(text, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: quality,
        [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
        [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
      },
    })
  } catch (cause) {
    throw new OperatorError({
      sentence: 'The one file of lewis-perf, which other machines are sent, is not beside this command.',
      hint: 'Install lewis-perf anew, or run it as that file: node lewis-perf.mjs.',
      exitCode: 3,
      cause,
    })
  }
}

/** Blanks what other commands need: all else stays in its place, and spaces compress to nothing. The build says where that is. */
function onlyLoad(text: string): string {
  const found = /\/\*besides load: (\[[\d,[\]]*\])\*\/function packed\(\)\{\/\*/.exec(text)
  if (found === null) return text
  const [all, list = '[]'] = found
  const begin = found.index + all.length
  const pieces: string[] = []
  let kept = 0
  for (const [from, length] of JSON.parse(list) as [number, number][]) {
    pieces.push(text.slice(kept, begin + from), ' '.repeat(length))
    kept = begin + from + length
  }
  return `${pieces.join('')}${text.slice(kept)}`
}

function oneFile(started: string): string {
  try {
    const program = realpathSync(started)
    return basename(program) === 'lewis-perf.js' ? join(dirname(program), '../dist/lewis-perf.mjs') : program
  } catch {
    return started
  }
}
