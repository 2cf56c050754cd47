import { readFileSync, realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { OperatorError } from '../../core/index.ts'

const quality = 9

/**
 * lewis-perf itself in one file, compressed by Brotli: the one that runs, or the one that lies beside the installed command. Throws
 * OperatorError (exit 3) where there is none.
 */
export function packedCommand(): Buffer {
  const file = oneFile(process.argv[1] ?? '')
  try {
    const text = readFileSync(file)
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

function oneFile(started: string): string {
  try {
    const program = realpathSync(started)
    return basename(program) === 'lewis-perf.js' ? join(dirname(program), '../dist/lewis-perf.mjs') : program
  } catch {
    return started
  }
}
