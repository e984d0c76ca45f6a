// Runs in the page before the app: gives it the same bridge that the desktop's preload gives.
import { createApi } from './createApi.ts';

Object.defineProperty(window, 'normscope', { value: createApi(`ws://${location.host}/contract`) });
