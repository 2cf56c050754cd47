/** A matrix as its rows. */
export type Matrix = readonly (readonly number[])[]

/** x of A x = b, or null where A is singular to the digits of a double. Gauss elimination with the largest pivot first. */
export function solveLinear(matrix: Matrix, right: readonly number[]): number[] | null {
  const rows = matrix.map((row, index) => [...row, right[index] ?? 0])
  const size = rows.length
  for (let column = 0; column < size; column++) {
    let largest = column
    for (let row = column + 1; row < size; row++)
      if (Math.abs(at(rows, row, column)) > Math.abs(at(rows, largest, column))) largest = row
    const pivot = rows[largest]
    const current = rows[column]
    if (pivot === undefined || current === undefined || !(Math.abs(pivot[column] ?? 0) > 0)) return null
    rows[largest] = current
    rows[column] = pivot
    for (let row = column + 1; row < size; row++) subtract(rows[row] ?? [], pivot, column)
  }
  const solution = rows.map(() => 0)
  for (let row = size - 1; row >= 0; row--) {
    let rest = at(rows, row, size)
    for (let column = row + 1; column < size; column++)
      rest -= at(rows, row, column) * (solution[column] ?? 0)
    solution[row] = rest / at(rows, row, row)
  }
  return solution.every(Number.isFinite) ? solution : null
}

function subtract(row: number[], pivot: readonly number[], column: number): void {
  const factor = (row[column] ?? 0) / (pivot[column] ?? 1)
  if (factor === 0) return
  for (let index = column; index < row.length; index++)
    row[index] = (row[index] ?? 0) - factor * (pivot[index] ?? 0)
}

/** The inverse, or null where there is none. */
export function inverse(matrix: Matrix): number[][] | null {
  const columns: number[][] = []
  for (let index = 0; index < matrix.length; index++) {
    const column = solveLinear(
      matrix,
      matrix.map((_, row) => (row === index ? 1 : 0)),
    )
    if (column === null) return null
    columns.push(column)
  }
  return matrix.map((_, row) => columns.map((column) => column[row] ?? Number.NaN))
}

/**
 * How many times a relative error of the right side may grow in the answer, of a design whose cross products J'J are given: the ratio of the
 * largest singular value to the smallest after each column was scaled to length 1. Infinite where columns depend on each other. Belsley,
 * Kuh and Welsch 1980; eigenvalues by Jacobi's rotations.
 */
export function conditionNumber(crossProducts: Matrix): number {
  const lengths = crossProducts.map((row, index) => Math.sqrt(row[index] ?? 0))
  const scaled = crossProducts.map((row, i) =>
    row.map((value, j) => value / ((lengths[i] ?? 1) * (lengths[j] ?? 1))),
  )
  if (!scaled.every((row) => row.every(Number.isFinite))) return Number.POSITIVE_INFINITY
  const eigenvalues = symmetricEigenvalues(scaled)
  const smallest = Math.min(...eigenvalues)
  return smallest > 0 ? Math.sqrt(Math.max(...eigenvalues) / smallest) : Number.POSITIVE_INFINITY
}

/** Of a symmetric matrix, in no order. Jacobi 1846. */
function symmetricEigenvalues(matrix: Matrix): number[] {
  const rows = matrix.map((row) => [...row])
  for (let sweep = 0; sweep < 100; sweep++) {
    let off = 0
    for (let i = 0; i < rows.length; i++) {
      for (let j = i + 1; j < rows.length; j++) {
        off += Math.abs(at(rows, i, j))
        rotate(rows, i, j)
      }
    }
    if (off === 0) break
  }
  return rows.map((row, index) => row[index] ?? Number.NaN)
}

/** Makes the element at i, j zero. */
function rotate(rows: number[][], i: number, j: number): void {
  const off = at(rows, i, j)
  if (off === 0) return
  const theta = (at(rows, j, j) - at(rows, i, i)) / (2 * off)
  const tangent = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const cosine = 1 / Math.sqrt(tangent * tangent + 1)
  const sine = tangent * cosine
  for (const row of rows) {
    const [a, b] = [row[i] ?? 0, row[j] ?? 0]
    row[i] = cosine * a - sine * b
    row[j] = sine * a + cosine * b
  }
  const [upper = [], lower = []] = [rows[i], rows[j]]
  for (let column = 0; column < upper.length; column++) {
    const [a, b] = [upper[column] ?? 0, lower[column] ?? 0]
    upper[column] = cosine * a - sine * b
    lower[column] = sine * a + cosine * b
  }
  upper[j] = 0
  lower[i] = 0
}

function at(rows: Matrix, row: number, column: number): number {
  return rows[row]?.[column] ?? 0
}
