/* What the build puts before the worker (`macros/assets/offline.py`), what a page and the worker say to each other, and
   the little of a worker's own interface that is used: the type check knows the interfaces of pages. */

/** One version of the handbook in one language. */
export interface Contents {
  version: string;
  files: Record<string, string>; // by its address below the scope, without index.html: its hash
  bytes: number; // of all of them
  apart: string[]; // folders below the scope that are no part of it, with a slash at the end
  words: OfflineWords;
}

export interface OfflineWords {
  stored: string;
  newer: string;
  update: string;
  later: string;
}

/** What a page is told when it says which version it is. */
export interface Told {
  version: string; // of the worker
  isStored: boolean; // all files are there, and this page gets them
  words: OfflineWords;
}

/** Which version is in force, and which windows are of another: its version, or nothing where it comes from the network. */
export interface Notes {
  active: string;
  windows: Record<string, string>;
}

export interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}

export interface Asked extends Lasting {
  request: Request;
  clientId: string;
  resultingClientId?: string; // of the window that a page is asked for; iOS has it from 16 on
  respondWith(answer: Promise<Response>): void;
}

export interface Said extends Lasting {
  data: { take?: boolean; version?: string };
  source: OpenWindow;
  ports: MessagePort[];
}

export interface OpenWindow {
  id: string;
  url: string;
  navigate?(address: string): Promise<unknown>;
}

export interface WorkerScope {
  handbook: Contents;
  registration: ServiceWorkerRegistration;
  clients: {
    get(id: string): Promise<OpenWindow | undefined>;
    matchAll(of: { type: "window"; includeUncontrolled?: boolean }): Promise<OpenWindow[]>;
    claim(): Promise<void>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(name: "install" | "activate", todo: (event: Lasting) => void): void;
  addEventListener(name: "fetch", todo: (event: Asked) => void): void;
  addEventListener(name: "message", todo: (event: Said) => void): void;
}
