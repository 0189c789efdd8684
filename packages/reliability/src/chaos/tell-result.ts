/**
 * Prints what a run showed: its figures, and what is wrong. The process fails if something is.
 * @param problems sentences
 */
export function tellResult({ problems, ...figures }: { problems: string[] }): void {
  console.log(JSON.stringify(figures, undefined, 2))
  for (const problem of problems.slice(0, 50)) console.error(problem)
  if (problems.length > 0) {
    console.error(`${problems.length} problems.`)
    process.exitCode = 1
  }
}
