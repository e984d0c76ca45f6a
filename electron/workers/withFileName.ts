import { InputError } from '../../core/errors.ts';
import { fileError } from './fileError.ts';

/**
 * Reads, and lets what goes wrong name the file.
 * @param name  what a person knows it by
 * @throws InputError of the reading, fileMissing, fileUnreadable
 */
export async function withFileName<T>(name: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof InputError)
      throw new InputError(error.code, `${name}: ${error.message}`, {
        ...error.details,
        file: name,
      });
    throw error instanceof Error && 'syscall' in error ? fileError(name, error) : error;
  }
}
