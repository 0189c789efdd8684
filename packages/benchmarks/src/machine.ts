import os from 'node:os'

/** The machine that figures were measured on, without its name and without paths. */
export interface Machine {
  processor: string
  cores: number
  /** GiB, rounded. */
  memory: number
  system: string
  node: string
}

/** This machine. */
export function machine(): Machine {
  const cores = os.cpus()
  return {
    processor: cores[0].model.trim(),
    cores: cores.length,
    memory: Math.round(os.totalmem() / 1024 ** 3),
    // What follows these two numbers says who built the kernel, and nothing about its speed.
    system: `${os.type()} ${os.release().split('.').slice(0, 2).join('.')}`,
    node: process.version
  }
}
