"""The parts of custom resources that we use, and nothing beside: a slip of a key fails.

By the documentation of KEDA 2.21, External Secrets 1.0, the Gateway API 1.2, CloudNativePG
1.27 with its Barman plugin, the Prometheus operator and Temporal's worker controller 1.9.
"""

from typing import Any, Final, TypeAlias

Schema: TypeAlias = dict[str, Any]

_WORD: Final[Schema] = {"type": "string", "minLength": 1}
_NUMBER: Final[Schema] = {"type": "integer", "minimum": 0}
_SPAN: Final[Schema] = {"type": "string", "pattern": r"^(\d+(ms|s|m|h))+$"}
_ANY: Final[Schema] = {"type": "object"}


def closed(*optional: str, **properties: Schema) -> Schema:
    """An object of these properties; all are required but the ``optional`` ones."""
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "required": [name for name in properties if name not in optional],
    }


def some(items: Schema) -> Schema:
    return {"type": "array", "items": items, "minItems": 1}


def one_of(*words: str) -> Schema:
    return {"enum": list(words)}


_POLICIES: Final = closed(
    stabilizationWindowSeconds=_NUMBER,
    policies=some(
        closed(type=one_of("Pods", "Percent"), value=_NUMBER, periodSeconds=_NUMBER)
    ),
)
_TEMPORAL_TRIGGER: Final = closed(
    type=one_of("temporal"),
    # KEDA takes words only: a number or a bare true is refused.
    metadata=closed(
        endpoint=_WORD,
        namespace=_WORD,
        taskQueue=_WORD,
        queueTypes=one_of("activity"),
        targetQueueSize={"type": "string", "pattern": r"^\d+$"},
        activationTargetQueueSize={"type": "string", "pattern": r"^\d+$"},
        includeRunningWorkflowCount=one_of("true", "false"),
        workflowTaskQueueForCount=_WORD,
    ),
)
_SCALED_OBJECT: Final = closed(
    scaleTargetRef=closed(name=_WORD),
    pollingInterval=_NUMBER,
    cooldownPeriod=_NUMBER,
    minReplicaCount=_NUMBER,
    maxReplicaCount=_NUMBER,
    advanced=closed(
        horizontalPodAutoscalerConfig=closed(
            behavior=closed(scaleUp=_POLICIES, scaleDown=_POLICIES)
        )
    ),
    triggers=some(_TEMPORAL_TRIGGER),
)
_EXTERNAL_SECRET: Final = closed(
    "data",
    "dataFrom",
    refreshInterval=_SPAN,
    secretStoreRef=closed(kind=one_of("SecretStore", "ClusterSecretStore"), name=_WORD),
    target=closed(name=_WORD, creationPolicy=one_of("Owner")),
    data=some(closed(secretKey=_WORD, remoteRef=closed(key=_WORD, property=_WORD))),
    dataFrom=some(closed(extract=closed(key=_WORD))),
)
_ROUTE: Final = closed(
    parentRefs=some(closed(name=_WORD, namespace=_WORD, sectionName=_WORD)),
    hostnames=some(_WORD),
    rules=some(
        closed(
            matches=some(
                closed(path=closed(type=one_of("PathPrefix", "Exact"), value=_WORD))
            ),
            backendRefs=some(closed(name=_WORD, port=_NUMBER)),
            timeouts=closed(request=_SPAN),
        )
    ),
)
_CLUSTER: Final = closed(
    instances={"type": "integer", "minimum": 1},
    imageName=_WORD,
    bootstrap=closed(initdb=closed(database=_WORD, owner=_WORD)),
    postgresql=closed(
        parameters={"type": "object", "additionalProperties": _WORD},
        synchronous=closed(method=one_of("any", "first"), number=_NUMBER),
    ),
    storage=closed(size=_WORD),
    walStorage=closed(size=_WORD),
    resources=closed(requests=_ANY, limits=_ANY),
    plugins=some(
        closed(
            name=one_of("barman-cloud.cloudnative-pg.io"),
            isWALArchiver={"type": "boolean"},
            parameters=closed(barmanObjectName=_WORD),
        )
    ),
)
_KEY: Final = closed(name=_WORD, key=_WORD)
_OBJECT_STORE: Final = closed(
    retentionPolicy={"type": "string", "pattern": r"^\d+[dwm]$"},
    configuration=closed(
        destinationPath={"type": "string", "pattern": r"^s3://"},
        s3Credentials=closed(accessKeyId=_KEY, secretAccessKey=_KEY),
        wal=closed(compression=one_of("gzip", "zstd", "snappy")),
    ),
)
_SCHEDULED_BACKUP: Final = closed(
    # Six fields: the first are the seconds.
    schedule={"type": "string", "pattern": r"^(\S+ ){5}\S+$"},
    backupOwnerReference=one_of("self", "cluster", "none"),
    cluster=closed(name=_WORD),
    method=one_of("plugin"),
    pluginConfiguration=closed(name=one_of("barman-cloud.cloudnative-pg.io")),
)
_RELABEL: Final = closed(sourceLabels=some(_WORD), targetLabel=_WORD)
_POD_MONITOR: Final = closed(
    selector=closed(matchLabels=_ANY),
    podMetricsEndpoints=some(
        closed(port=_WORD, interval=_SPAN, relabelings=some(_RELABEL))
    ),
)
_RULE: Final = closed(
    "for",
    **{
        "alert": _WORD,
        "expr": _WORD,
        "for": _WORD,
        "labels": _ANY,
        "annotations": _ANY,
    },
)
_PROMETHEUS_RULE: Final = closed(groups=some(closed(name=_WORD, rules=some(_RULE))))
_WORKER_DEPLOYMENT: Final = closed(
    replicas=_NUMBER,
    workerOptions=closed(connectionRef=closed(name=_WORD), temporalNamespace=_WORD),
    rollout=closed(
        strategy=one_of("Progressive"),
        steps=some(
            closed(
                rampPercentage={"type": "integer", "minimum": 1, "maximum": 99},
                pauseDuration=_SPAN,
            )
        ),
    ),
    sunset=closed(scaledownDelay=_SPAN, deleteDelay=_SPAN),
    template=_ANY,
)

SCHEMAS: Final[dict[tuple[str, str], Schema]] = {
    ("keda.sh/v1alpha1", "ScaledObject"): _SCALED_OBJECT,
    ("external-secrets.io/v1", "ExternalSecret"): _EXTERNAL_SECRET,
    ("gateway.networking.k8s.io/v1", "HTTPRoute"): _ROUTE,
    ("postgresql.cnpg.io/v1", "Cluster"): _CLUSTER,
    ("postgresql.cnpg.io/v1", "ScheduledBackup"): _SCHEDULED_BACKUP,
    ("barmancloud.cnpg.io/v1", "ObjectStore"): _OBJECT_STORE,
    ("monitoring.coreos.com/v1", "PodMonitor"): _POD_MONITOR,
    ("monitoring.coreos.com/v1", "PrometheusRule"): _PROMETHEUS_RULE,
    ("temporal.io/v1alpha1", "WorkerDeployment"): _WORKER_DEPLOYMENT,
    ("temporal.io/v1alpha1", "Connection"): closed(hostPort=_WORD),
}
