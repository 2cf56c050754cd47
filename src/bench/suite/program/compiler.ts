import { transform } from 'sucrase'

/** JavaScript of a TypeScript text: types go, lines stay where they were, and the language is left as it is written. Throws with `(line:column)` on a syntax error. */
export function compile(text: string, path: string): string {
  const isMarkup = /\.[cm]?tsx$/.test(path)
  return transform(text, {
    transforms: isMarkup ? ['typescript', 'jsx'] : ['typescript'],
    disableESTransforms: true,
    preserveDynamicImport: true,
    filePath: path,
    ...(isMarkup ? { jsxRuntime: 'automatic', production: true } : {}),
  }).code
}
