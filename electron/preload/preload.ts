// The one bridge between the page and main. Sandboxed: bundled to one CommonJS file that requires
// nothing but electron.
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { createApi } from './createApi.ts';

contextBridge.exposeInMainWorld('normscope', createApi(ipcRenderer, webUtils));
