import type { TensorSource } from '../../core/tensorSource.js';
import { UserError } from '../../core/userError.js';

/** The same tensor, with `onChanged` called when a reading finds that its value is another by now. */
export function changeNoticing(tensor: TensorSource, onChanged: () => void): TensorSource {
  const noticed = <Q extends unknown[], A>(ask: (...question: Q) => Promise<A>): ((...question: Q) => Promise<A>) => {
    return async (...question) => {
      try {
        return await ask.apply(tensor, question);
      } catch (error) {
        if (error instanceof UserError && error.code === 'changed') onChanged();
        throw error;
      }
    };
  };
  const { shape, dtype, fortranOrder } = tensor;
  /* eslint-disable @typescript-eslint/unbound-method -- `noticed` calls them on their tensor. */
  const { read, readRows, sumRows } = tensor;
  /* eslint-enable @typescript-eslint/unbound-method */
  return {
    shape,
    dtype,
    fortranOrder,
    read: noticed(read),
    ...(readRows && { readRows: noticed(readRows) }),
    ...(sumRows && { sumRows: noticed(sumRows) }),
  };
}
