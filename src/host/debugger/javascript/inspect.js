/*
 * Evaluated in a paused JavaScript program, in the frame that the user looks at, as one call: `(function …)(() => (logits), …)`.
 * It says what a value is, or hands out a stretch of its elements; it leaves no name behind, changes nothing, and asks a
 * value by what it is inside, not by methods that a program may have replaced.
 *
 * Every name that is declared here ends in `$`. js-debug rewrites the names in what it evaluates that the frame's source map
 * knows by another name, and would otherwise take ours for those of the program.
 *
 * - `get$` evaluates what the user pointed at; `same$` holds the same text within other brackets and is never called: a text
 *   that closes the brackets around it to smuggle in a statement cannot fit both.
 * - `ask$` is undefined for a description, or what to read: elements `[start$, end$)` of the rows that are `classCount$` long
 *   and whose neighbouring classes lie `inner$` apart in C order.
 * - The answer is JSON, or for a reading base64: the elements, then eight bytes with the last of them as the program reads it.
 */
/* global btoa */
(function (get$, same$, ask$) {
  'use strict';
  const typedArray$ = Object.getPrototypeOf(Uint8Array.prototype);
  const maximumDepth$ = 64;
  const maximumElements$ = 268435456;
  let seen$ = 0;

  try {
    const found$ = find$(evaluated$());
    return ask$ === undefined ? JSON.stringify(described$(found$)) : reading$(found$, ask$);
  } catch (error$) {
    if (!(error$ instanceof Refusal$)) return JSON.stringify({ refusal$: 'thrown', detail$: textOf$(error$) });
    return JSON.stringify(error$);
  }

  function Refusal$(refusal$, detail$) {
    this.refusal$ = refusal$;
    this.detail$ = detail$;
  }

  function evaluated$() {
    try {
      return get$();
    } catch (error$) {
      throw new Refusal$('expression', textOf$(error$));
    }
  }

  /** What holds the numbers of a value, and how they are to be taken. */
  function find$(value$) {
    refusePlain$(value$);
    if (kindOf$(value$) !== undefined) return found$(kindOf$(value$), value$);
    if (Array.isArray(value$)) return found$('Array', value$);
    refuseBytes$(value$);
    const inner$ = own$(value$, 'ort_tensor');
    const tensor$ = onnx$(inner$ === undefined ? value$ : inner$) || tensorFlow$(value$);
    if (tensor$ !== undefined) return tensor$;
    refuseOther$(value$);
    throw new Refusal$('object', className$(value$));
  }

  function found$(format$, holder$, shape$, dtype$) {
    return { format$, holder$, shape$, dtype$ };
  }

  function refusePlain$(value$) {
    if (value$ === undefined || value$ === null) throw new Refusal$('nothing', String(value$));
    if (typeof value$ !== 'object') throw new Refusal$('primitive', typeof value$);
  }

  function refuseBytes$(value$) {
    if (ArrayBuffer.isView(value$)) throw new Refusal$('view', 'DataView');
    const lengths$ = [ArrayBuffer];
    if (typeof SharedArrayBuffer === 'function') lengths$.push(SharedArrayBuffer);
    for (const buffer$ of lengths$) {
      try {
        Reflect.get(buffer$.prototype, 'byteLength', value$);
      } catch {
        continue;
      }
      throw new Refusal$('buffer', buffer$.name);
    }
  }

  function refuseOther$(value$) {
    if (value$ instanceof Promise || typeof value$.then === 'function') throw new Refusal$('promise', '');
    if (value$ instanceof typedArray$.constructor) throw new Refusal$('proxy', className$(value$));
    if (value$ instanceof Map || value$ instanceof Set) throw new Refusal$('collection', className$(value$));
    const name$ = className$(value$);
    if (/^(GPUBuffer|GPUTexture|WebGLTexture|WebGLBuffer|MLTensor)$/.test(name$)) throw new Refusal$('device', name$);
  }

  /** A tensor of onnxruntime: its fields, not its getters, which throw where the data are elsewhere. */
  function onnx$(value$) {
    const shape$ = own$(value$, 'dims');
    const dtype$ = own$(value$, 'type');
    if (!isShape$(shape$) || typeof dtype$ !== 'string') return undefined;
    const place$ = own$(value$, 'dataLocation') || 'cpu';
    if (place$ === 'none') throw new Refusal$('disposed', 'ort.Tensor');
    if (place$ !== 'cpu' && place$ !== 'cpu-pinned') throw new Refusal$('onnxElsewhere', place$);
    const holder$ = own$(value$, 'cpuData') || own$(value$, 'data');
    return found$('ort.Tensor', holder$, shape$, dtype$);
  }

  /** A tensor of TensorFlow.js, whose data its backend keeps under the tensor's `dataId`. */
  function tensorFlow$(value$) {
    const key$ = own$(value$, 'dataId');
    const shape$ = own$(value$, 'shape');
    const dtype$ = own$(value$, 'dtype');
    if (typeof key$ !== 'object' || key$ === null || !isShape$(shape$) || typeof dtype$ !== 'string') return undefined;
    if (own$(value$, 'isDisposedInternal') === true) throw new Refusal$('disposed', 'tf.Tensor');
    if (!/^(float32|int32|bool)$/.test(dtype$)) throw new Refusal$('dtype', dtype$);
    const holder$ = tensorFlowData$(key$, shape$, dtype$);
    if (holder$ === undefined) throw new Refusal$('tensorFlowElsewhere', '');
    return found$('tf.Tensor', holder$, shape$, dtype$);
  }

  function tensorFlowData$(key$, shape$, dtype$) {
    const engine$ = globalThis._tfengine;
    const info$ = engine$ && engine$.state.tensorInfo.get(key$);
    if (!info$) return undefined;
    const backend$ = info$.backend;
    for (const name$ of ['data', 'texData', 'tensorMap', 'dataIdMap']) {
      // The map within the map: to ask the outer one moves the data from one backend to another.
      const entry$ = backend$[name$] && backend$[name$].data instanceof WeakMap && backend$[name$].data.get(key$);
      if (!entry$) continue;
      if (entry$.values) return entry$.values;
      if (typeof entry$.memoryOffset !== 'number' || !backend$.wasm) continue;
      const type$ = { float32: Float32Array, int32: Int32Array, bool: Uint8Array }[dtype$];
      const length$ = product$(shape$);
      return type$ && new type$(backend$.wasm.HEAPU8.buffer, entry$.memoryOffset, length$);
    }
    return undefined;
  }

  function described$(found$) {
    const { format$, holder$ } = found$;
    refuseHolder$(holder$, format$);
    const layout$ = measured$(holder$, '', 0);
    const shape$ = found$.shape$ ? Array.from(found$.shape$) : layout$.shape$;
    if (found$.shape$ && product$(shape$) !== product$(layout$.shape$)) {
      throw new Refusal$('length', `${product$(layout$.shape$)} of ${product$(shape$)}`);
    }
    const { storage$ } = layout$;
    return { format$, storage$, dtype$: found$.dtype$, shape$, holderShape$: layout$.shape$ };
  }

  function refuseHolder$(holder$, format$) {
    if (kindOf$(holder$) === undefined && !Array.isArray(holder$)) throw new Refusal$('withoutData', format$);
  }

  /** The lengths of nested arrays, which must be the same at each depth, and what the innermost are. */
  function measured$(value$, path$, depth$) {
    const kind$ = kindOf$(value$);
    if (kind$ !== undefined) return { storage$: kind$, shape$: [intrinsic$('length', value$)] };
    if (depth$ === maximumDepth$) throw new Refusal$('deep', path$.slice(0, 40));
    // An array within itself many times over has more places than can ever be looked at.
    weigh$(128);
    const length$ = value$.length;
    const isOfArrays$ = length$ > 0 && isArray$(value$[0]);
    if (!isOfArrays$) {
      checkNumbers$(value$, path$);
      return { storage$: 'Array', shape$: [length$] };
    }
    const first$ = measured$(value$[0], `${path$}[0]`, depth$ + 1);
    for (let at$ = 1; at$ < length$; at$++) {
      const place$ = `${path$}[${at$}]`;
      if (!isArray$(value$[at$])) throw new Refusal$('ragged', `${place$} is ${kindText$(value$[at$])}`);
      const next$ = measured$(value$[at$], place$, depth$ + 1);
      if (next$.storage$ !== first$.storage$ || String(next$.shape$) !== String(first$.shape$)) {
        throw new Refusal$('ragged', `${place$} is ${layoutText$(next$)} and ${path$}[0] ${layoutText$(first$)}`);
      }
    }
    return { storage$: first$.storage$, shape$: [length$].concat(first$.shape$) };
  }

  function checkNumbers$(values$, path$) {
    weigh$(values$.length);
    for (let at$ = 0; at$ < values$.length; at$++) {
      const value$ = values$[at$];
      if (typeof value$ !== 'number') throw new Refusal$('element', `${path$}[${at$}] is ${kindText$(value$)}`);
    }
  }

  function weigh$(more$) {
    seen$ += more$;
    if (seen$ > maximumElements$) throw new Refusal$('large', '');
  }

  function reading$(found$, ask$) {
    const { holder$ } = found$;
    refuseHolder$(holder$, found$.format$);
    const { storage$, holderShape$, start$, end$, classCount$, inner$ } = ask$;
    const width$ = holderShape$[holderShape$.length - 1];
    const leaf$ = leafReader$(holder$, storage$, holderShape$);
    const type$ = storage$ === 'Array' ? Float64Array : globalThis[storage$];
    const count$ = end$ - start$;
    const buffer$ = new ArrayBuffer(count$ * type$.BYTES_PER_ELEMENT + 8);
    const out$ = new type$(buffer$, 0, count$);
    let last$ = 0;
    for (let at$ = 0; at$ < count$;) {
      const row$ = Math.floor((start$ + at$) / classCount$);
      const index$ = (start$ + at$) % classCount$;
      const flat$ = (Math.floor(row$ / inner$) * classCount$ + index$) * inner$ + (row$ % inner$);
      const within$ = flat$ % width$;
      // Where the classes lie side by side, so does all that is asked for, as far as this array goes.
      const run$ = inner$ === 1 ? Math.min(width$ - within$, count$ - at$) : 1;
      const values$ = leaf$(Math.floor(flat$ / width$));
      copy$(values$, within$, run$, out$, at$);
      at$ += run$;
      last$ = values$[within$ + run$ - 1];
    }
    new DataView(buffer$).setFloat64(buffer$.byteLength - 8, Number(last$), true);
    return base64$(new Uint8Array(buffer$));
  }

  function copy$(values$, from$, count$, out$, at$) {
    if (kindOf$(values$) !== undefined && count$ > 1) {
      const offset$ = intrinsic$('byteOffset', values$) + from$ * out$.BYTES_PER_ELEMENT;
      out$.set(new out$.constructor(intrinsic$('buffer', values$), offset$, count$), at$);
      return;
    }
    for (let step$ = 0; step$ < count$; step$++) {
      const value$ = values$[from$ + step$];
      if (typeof value$ !== 'number' && typeof value$ !== 'bigint') throw new Refusal$('changed', kindText$(value$));
      out$[at$ + step$] = value$;
    }
  }

  /** Answers the innermost arrays by their number, each checked against what was described. */
  function leafReader$(holder$, storage$, shape$) {
    return (number$) => {
      let values$ = holder$;
      let rest$ = number$;
      for (let axis$ = 0; axis$ < shape$.length - 1; axis$++) {
        if (!Array.isArray(values$) || values$.length !== shape$[axis$]) throw new Refusal$('changed', 'length');
        const below$ = product$(shape$.slice(axis$ + 1, -1));
        values$ = values$[Math.floor(rest$ / below$)];
        rest$ %= below$;
      }
      const isKind$ = storage$ === 'Array' ? Array.isArray(values$) : kindOf$(values$) === storage$;
      if (!isKind$) throw new Refusal$('changed', kindText$(values$));
      const length$ = storage$ === 'Array' ? values$.length : intrinsic$('length', values$);
      if (length$ !== shape$[shape$.length - 1]) throw new Refusal$('changed', 'length');
      return values$;
    };
  }

  function base64$(bytes$) {
    // A multiple of three, so that only the last piece has padding, and few enough for the arguments of a call.
    const pieceBytes$ = 12288;
    let text$ = '';
    for (let from$ = 0; from$ < bytes$.length; from$ += pieceBytes$) {
      text$ += btoa(String.fromCharCode.apply(null, bytes$.subarray(from$, from$ + pieceBytes$)));
    }
    return text$;
  }

  function kindOf$(value$) {
    return Reflect.get(typedArray$, Symbol.toStringTag, value$);
  }

  function intrinsic$(key$, value$) {
    return Reflect.get(typedArray$, key$, value$);
  }

  function isArray$(value$) {
    return Array.isArray(value$) || kindOf$(value$) !== undefined;
  }

  function isShape$(value$) {
    if (!Array.isArray(value$) && kindOf$(value$) === undefined) return false;
    return Array.from(value$).every((length$) => Number.isSafeInteger(length$) && length$ >= 0);
  }

  /** A field of an object itself; never a getter. */
  function own$(value$, name$) {
    const field$ = typeof value$ === 'object' && value$ !== null && Object.getOwnPropertyDescriptor(value$, name$);
    return field$ ? field$.value : undefined;
  }

  function product$(lengths$) {
    return Array.from(lengths$).reduce((product$, length$) => product$ * length$, 1);
  }

  function className$(value$) {
    const prototype$ = Object.getPrototypeOf(value$);
    const type$ = prototype$ && own$(prototype$, 'constructor');
    const name$ = typeof type$ === 'function' && Object.getOwnPropertyDescriptor(type$, 'name');
    return name$ && typeof name$.value === 'string' ? name$.value : 'Object';
  }

  function kindText$(value$) {
    if (value$ === null || typeof value$ === 'undefined' || typeof value$ === 'boolean') return String(value$);
    if (Array.isArray(value$)) return 'an array';
    if (typeof value$ === 'object') return `an object (${className$(value$)})`;
    return `a ${typeof value$}`;
  }

  function layoutText$(layout$) {
    return `${layout$.storage$}(${layout$.shape$.join(' × ')})`;
  }

  function textOf$(error$) {
    try {
      return String(error$).slice(0, 500);
    } catch {
      return 'an error that cannot be shown';
    }
  }
});
