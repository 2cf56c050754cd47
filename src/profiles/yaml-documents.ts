import { OperatorError } from '../core/index.ts'
import { type Fault, placesIn, visible } from './problem.ts'
import { type Document, parseAllDocuments } from './yaml-package.ts'
import { syntaxFault } from './yaml-syntax.ts'
import { unfitText } from './yaml-text.ts'

/** The documents of a text. Throws OperatorError (exit 2) at the first thing that keeps it from being read, with its place in `file`. */
export function parsedDocuments(text: string, file: string): Document[] {
  const unfit = unfitText(text)
  if (unfit !== null)
    throw broken(
      { ...unfit, problem: unfit.problem.replace(' for a profile', ''), hint: 'Give a smaller part of it.' },
      text,
      file,
    )
  const documents = [...parseAllDocuments(text, { prettyErrors: false, logLevel: 'error', merge: true })]
  const [error] = documents.flatMap(({ errors }) => errors)
  if (error === undefined) return documents
  const fault = syntaxFault(error, text)
  throw broken(
    text.includes('{{')
      ? { ...fault, hint: 'It seems to be a template: give what is made of it, as helm template does.' }
      : fault,
    text,
    file,
  )
}

/** As plain data. */
export function plainDocuments(text: string, file: string): unknown[] {
  return parsedDocuments(text, file).map((document) => plainOf(document, file))
}

/** Throws OperatorError (exit 2) where aliases stand for more than a file can mean. */
export function plainOf(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch (cause) {
    throw new OperatorError({
      sentence: `${visible(file)} has aliases that stand for too much.`,
      hint: 'Write out what they stand for.',
      cause,
    })
  }
}

function broken({ at, problem, hint, got }: Fault, text: string, file: string): OperatorError {
  const { line, column } = placesIn(text)(at)
  return new OperatorError({
    sentence: `The manifest ${problem}, in ${visible(file)}:${line}:${column}${got === null ? '' : `, got ${got}`}.`,
    hint,
  })
}
