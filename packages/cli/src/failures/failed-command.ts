import { PlainErrorCommand } from '../command'

/** What the commands about failed deliveries share. */
export abstract class FailedCommand extends PlainErrorCommand {
  /** The columns of the terminal; those of most terminals if there is none. */
  protected get width(): number {
    return process.stdout.columns ?? 80
  }

  protected print(flags: { json: boolean }, result: unknown, text: () => string): void {
    this.log(flags.json ? JSON.stringify(result) : text())
  }
}

/** A number of deliveries in words. */
export function deliveries(count: number): string {
  return `${count} ${count === 1 ? 'delivery' : 'deliveries'}`
}
