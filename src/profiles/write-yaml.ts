/** Plain objects as a YAML document without folded lines; shared objects are written out, not aliased. */
export async function writeYaml(value: unknown): Promise<string> {
  const { stringify } = await import('./yaml-package.ts')
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false })
}
