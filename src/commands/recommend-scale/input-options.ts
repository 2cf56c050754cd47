import { inputFile } from '../command.ts'

/** Where else what is used can be read from. */
export const inputOptions = {
  top: inputFile(
    '--top <file>',
    'what kubectl top pods printed: what pods use at one moment; - for standard input',
  ),
}
