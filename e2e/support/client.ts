import { setTimeout as sleep } from "node:timers/promises";
import type { FaceRecord, Measurements } from "@/lib/contract/geometry";

export interface JobResult {
  success: boolean;
  summary: string;
  glb_url: string;
  glb_key: string;
  step_key: string;
  dimensions: { x: number; y: number; z: number };
  job_id: string;
  part_id: string;
  revision: number;
  conversation_id: string;
  thumbnail_url: string;
  measurements: Measurements;
  faces: FaceRecord[];
  parameters: { name: string; value: number; unit: string }[];
  assumptions: { text: string }[];
  questions: { text: string; options: { label: string; reply: string }[] }[];
  warnings: string[];
  planner: string;
}

export interface Job {
  status: "processing" | "completed" | "failed";
  progress: number;
  stage?: string;
  result?: JobResult;
  error?: string;
}

export interface Answer<T = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: T;
}

/** A program of a customer's: base URL and key, nothing else known. */
export class ApiClient {
  constructor(
    readonly baseUrl: string,
    readonly key?: string,
  ) {}

  async request<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const response = await fetch(`${this.baseUrl}/v1${path}`, {
      method,
      headers: {
        ...(this.key ? { "X-API-Key": this.key } : {}),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : null) as T };
  }

  async post<T = Record<string, unknown>>(path: string, body: unknown): Promise<T> {
    const answer = await this.request<T>("POST", path, body);
    if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async get<T = Record<string, unknown>>(path: string): Promise<T> {
    const answer = await this.request<T>("GET", path);
    if (answer.status >= 300) throw new Error(`GET ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** Waits until a job has ended, however it ended. */
  async ended(jobId: string, timeoutMs = 60_000): Promise<Job> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const job = await this.get<Job>(`/job/${jobId}`);
      if (job.status !== "processing") return job;
      if (Date.now() > deadline) throw new Error(`job still ${job.status} at ${job.stage} after ${timeoutMs} ms`);
      await sleep(40);
    }
  }

  async conversation(name = "Test"): Promise<string> {
    return (await this.post<{ conversation_id: string }>("/conversations", { name })).conversation_id;
  }

  /** One turn of a conversation, to its end. */
  async say(conversationId: string, prompt: string, more: Record<string, unknown> = {}): Promise<Job> {
    const { job_id } = await this.post<{ job_id: string }>("/generate", { prompt, conversation_id: conversationId, ...more });
    return await this.ended(job_id);
  }

  /** The bytes of an export of the conversation's part. */
  async exported(conversationId: string, format: string): Promise<{ filename: string; bytes: Uint8Array }> {
    const { download_url, filename } = await this.post<{ download_url: string; filename: string }>("/export", {
      conversation_id: conversationId,
      format,
    });
    const response = await fetch(download_url);
    if (!response.ok) throw new Error(`download: ${response.status}`);
    return { filename, bytes: new Uint8Array(await response.arrayBuffer()) };
  }

  /** Uploads a file and imports it as the first revision of a new conversation. */
  async imported(filename: string, bytes: Uint8Array): Promise<Job> {
    const { upload_url, s3_key } = await this.post<{ upload_url: string; s3_key: string }>("/upload", {
      filename,
      bytes: bytes.byteLength,
      content_type: "application/octet-stream",
    });
    const put = await fetch(upload_url, {
      method: "PUT",
      body: bytes as BodyInit,
      headers: { "Content-Type": "application/octet-stream" },
    });
    if (!put.ok) throw new Error(`upload: ${put.status} ${await put.text()}`);
    const { job_id } = await this.post<{ job_id: string }>("/import", { s3_key });
    return await this.ended(job_id);
  }

  async credits(): Promise<number> {
    return (await this.get<{ account: { credits: number } }>("/me")).account.credits;
  }
}

/** A setting that `npm test` provides. */
export function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run through npm test, or set it to a running server's`);
  return value;
}

export const owner = (): ApiClient => new ApiClient(setting("BASE_URL"), setting("API_KEY"));
