import { transform } from 'sucrase'

/** JavaScript of a TypeScript text: types go, lines stay where they were, and the language is left as it is written. Throws with `(line:column)` on a syntax error. */
export function compile(text: string, path: string): string {
  const isMarkup = /\.[cm]?tsx$/.test(path)
  assertKnown(text)
  return transform(text, {
    transforms: [
      'typescript',
      ...(isMarkup ? (['jsx'] as const) : []),
      // Node takes it for CommonJS.
      ...(path.endsWith('.cts') ? (['imports'] as const) : []),
    ],
    disableESTransforms: true,
    preserveDynamicImport: true,
    filePath: path,
    ...(isMarkup ? { jsxRuntime: 'automatic', production: true } : {}),
  }).code
}

/** Sucrase drops a namespace without a word. */
function assertKnown(text: string): void {
  const lines = text.split('\n')
  const index = lines.findIndex((line) => /^\s*(?:export\s+)?namespace\s+[\w.]+\s*\{/.test(line))
  if (index !== -1) throw new SyntaxError(`the built-in compiler knows no namespace (${index + 1}:1)`)
}
