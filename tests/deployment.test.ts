import { generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readCartsConfig } from '@souk/carts/config';
import { readInventoryConfig } from '@souk/inventory/config';
import { readOrdersConfig } from '@souk/orders/config';
import { readProductsConfig } from '@souk/products/config';
import { readRecommendationsConfig } from '@souk/recommendations/config';
import { readRouterConfig } from '@souk/router';
import { readUsersConfig } from '@souk/users/config';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { Namespace } from 'kubernetes-models/v1/Namespace';
import { Service } from 'kubernetes-models/v1/Service';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';

const root = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const read = (path: string) => readFileSync(root(path), 'utf8');

type Environment = Record<string, string>;
const READERS: Record<string, (env: Environment) => { port: number; peers?: object }> = {
  users: readUsersConfig,
  products: readProductsConfig,
  carts: readCartsConfig,
  orders: readOrdersConfig,
  inventory: readInventoryConfig,
  recommendations: readRecommendationsConfig,
  router: (env) => readRouterConfig({ env }),
};
const PORTS = {
  router: 4000,
  users: 4001,
  products: 4002,
  carts: 4003,
  orders: 4004,
  inventory: 4005,
  recommendations: 4006,
};

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const SECRETS: Environment = {
  ROUTER_SIGNING_KEY: 'r'.repeat(64),
  SERVICE_SIGNING_KEY: 's'.repeat(64),
  REDIS_URL: 'redis://redis:6379',
  JWT_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().replaceAll('\n', '\\n'),
  STRIPE_SECRET_KEY: 'sk_test_x',
  STRIPE_WEBHOOK_SECRET: 'whsec_x',
  POSTGRES_PASSWORD: 'p',
  DATABASE_URL: 'postgres://souk:p@postgres:5432/souk',
};

describe('docker-compose.yml', () => {
  const compose = parse(read('docker-compose.yml'), { merge: true });
  const filled = (text: unknown) =>
    String(text).replace(/\$\{(\w+)(?::-([^}]*))?[^}]*\}/g, (_, name, fallback) => SECRETS[name] ?? fallback);
  const environmentOf = (service: string): Environment =>
    Object.fromEntries(
      Object.entries(compose.services[service].environment).map(([name, value]) => [name, filled(value)]),
    );

  it.each(Object.keys(READERS))('gives %s all that it needs in production', (service) => {
    const config = READERS[service]?.(environmentOf(service));
    expect(config?.port).toBe(PORTS[service as keyof typeof PORTS]);
    if (service !== 'router') expect(Object.keys(config?.peers ?? {})).toHaveLength(6);
  });

  it('makes the database that each subgraph asks for', () => {
    for (const service of Object.keys(READERS).filter((name) => name !== 'router')) {
      const database = new URL(environmentOf(service).DATABASE_URL ?? '').pathname.slice(1);
      expect(compose.configs.databases.content).toContain(`create database ${database};`);
    }
  });

  it('asks for every secret by a name that .env.example explains', () => {
    const asked = [...read('docker-compose.yml').matchAll(/\$\{(\w+)/g)].map(([, name]) => name);
    const explained = [...read('.env.example').matchAll(/^(\w+)=/gm)].map(([, name]) => name);
    expect([...new Set(asked)].toSorted()).toEqual(explained.toSorted());
  });

  it('starts what the image has', () => {
    expect(read('Dockerfile')).toContain('subgraphs/$SUBGRAPH/src/main.ts');
    for (const [name, { environment }] of Object.entries<{ environment?: Environment }>(compose.services)) {
      if (environment?.SUBGRAPH) expect(environment.SUBGRAPH).toBe(name);
    }
  });
});

describe('k8s/base', () => {
  const MODELS: Record<string, new (data: never) => { validate(): void }> = {
    Deployment,
    Service,
    HorizontalPodAutoscaler,
    PodDisruptionBudget,
    NetworkPolicy,
    Namespace,
  };
  const kustomization = parse(read('k8s/base/kustomization.yaml'));
  const files = readdirSync(root('k8s/base')).filter((file) => file.endsWith('.yaml') && file !== 'kustomization.yaml');
  const objects = files.flatMap((file) =>
    parseAllDocuments(read(`k8s/base/${file}`)).map((document) => document.toJS()),
  );
  const named = (kind: string, name: string) =>
    objects.find((object) => object.kind === kind && object.metadata.name === name);

  it('lists every file', () => {
    expect(kustomization.resources.toSorted()).toEqual(files.toSorted());
  });

  it('has only objects that Kubernetes would take', () => {
    expect(objects.length).toBeGreaterThan(28);
    for (const object of objects) {
      const Model = MODELS[object.kind];
      if (!Model) throw new Error(`No model for ${object.kind}`);
      expect(() => new Model(object as never).validate(), `${object.kind} ${object.metadata.name}`).not.toThrow();
    }
  });

  it.each(Object.keys(READERS))(
    'runs %s with probes, three to ten replicas at 70 %% CPU, and all that it needs',
    (name) => {
      const deployment = named('Deployment', name);
      const [container] = deployment.spec.template.spec.containers;
      const port = PORTS[name as keyof typeof PORTS];
      expect(container.ports).toEqual([{ name: 'http', containerPort: port }]);
      expect(container.readinessProbe.httpGet).toEqual({ path: '/health/ready', port: 'http' });
      expect(container.livenessProbe.httpGet).toEqual({ path: '/health/live', port: 'http' });
      expect(named('Service', name).spec.ports).toEqual([{ name: 'http', port, targetPort: 'http' }]);
      expect(named('HorizontalPodAutoscaler', name).spec).toMatchObject({
        scaleTargetRef: { kind: 'Deployment', name },
        minReplicas: 3,
        maxReplicas: 10,
        metrics: [{ resource: { name: 'cpu', target: { averageUtilization: 70 } } }],
      });
      const literals = (configMap: string): string[] =>
        kustomization.configMapGenerator.find((map: { name: string }) => map.name === configMap)?.literals ?? [];
      const env: Environment = { ...SECRETS };
      for (const { configMapRef } of container.envFrom.filter((source: object) => 'configMapRef' in source)) {
        for (const literal of literals(configMapRef.name))
          env[literal.slice(0, literal.indexOf('='))] = literal.slice(literal.indexOf('=') + 1);
      }
      for (const variable of container.env) env[variable.name] = variable.value;
      expect(READERS[name]?.(env).port).toBe(port);
    },
  );

  it('names the entry file of each part', () => {
    for (const name of Object.keys(READERS)) {
      const [container] = named('Deployment', name).spec.template.spec.containers;
      const entry = container.command.find((part: string) => /\.(ts|mjs)$/.test(part));
      expect(() => read(entry)).not.toThrow();
    }
  });

  it('keeps secrets out of the folder', () => {
    expect(objects.filter(({ kind }) => kind === 'Secret')).toEqual([]);
    const refs = new Set(JSON.stringify(objects).match(/"secretRef":\{"name":"(\w+)"\}/g));
    expect(refs.size).toBe(7);
  });
});
