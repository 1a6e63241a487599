"""Does a faster number format rank like fp32? Asked once for a model on a machine.

The sentences are duties of the field in our words, near enough to each other to be confused; the
background sentences of `field.toml` go with them and give the centre, as in `retrieve.Semantic`.
"""

import numpy as np

from digest.match.relevance import lexicon
from digest.match.vectors import Vectors

NOISE = 0.01
"""Centred cosines (-1 to 1) nearer to each other than this are no order. The packaged encoder loses
0.004 in bf16, and the first line of a register changes only where two are within 0.001."""
NEIGHBOURS = 10

_DUTIES = (
    "提供者应当在生成的图片、视频的显著位置添加能够被公众感知的文字标识。",
    "提供下载、复制、导出功能的，应当确保文件中含有显式标识。",
    "在文件元数据中添加隐式标识，写明内容属性、服务提供者名称或者编码。",
    "传播平台应当核验文件元数据中的隐式标识，并在发布内容周边提示公众。",
    "任何人不得删除、篡改、伪造、隐匿生成合成内容标识。",
    "应用商店在上架时应当核验服务提供者的标识材料。",
    "申请不含显式标识的内容的，应当留存用户信息和日志不少于六个月。",
    "网络日志应当留存不少于六个月。",
    "处理个人信息应当取得个人的同意，并告知处理的目的、方式和种类。",
    "处理敏感个人信息应当取得个人的单独同意。",
    "处理不满十四周岁未成年人的个人信息，应当取得其父母或者其他监护人的同意。",
    "个人有权撤回同意，处理者应当提供便捷的撤回方式。",
    "保存期限应当为实现处理目的所必要的最短时间。",
    "利用个人信息进行自动化决策，不得在交易价格等条件上实行不合理的差别待遇。",
    "对外提供个人信息前应当进行个人信息保护影响评估，并留存处理情况记录三年。",
    "发生个人信息泄露的，应当立即采取补救措施，通知主管部门和个人。",
    "处理超过一千万人个人信息的，每两年至少开展一次合规审计。",
    "指定个人信息保护负责人，公开其联系方式并报送主管部门。",
    "向境外提供重要数据的，应当申报数据出境安全评估。",
    "向境外提供个人信息的，应当与境外接收方订立标准合同并备案。",
    "安全评估的结果有效期为三年，期满需要继续的，提前六十个工作日申请延长。",
    "重要数据的处理者应当明确安全负责人和管理机构，定期开展风险评估并报送报告。",
    "识别、申报重要数据，并按照目录分类分级保护。",
    "存储重要数据的信息系统应当满足等级保护三级以上的要求。",
    "关键信息基础设施的运营者采购产品和服务，可能影响国家安全的，应当通过安全审查。",
    "发生网络安全事件应当立即启动应急预案，按照规定向主管部门报告。",
    "较大以上事件应当在一小时内报告，处置结束后三十日内提交总结。",
    "制定应急预案，定期组织演练。",
    "网络产品提供者发现漏洞后，应当在二日内向平台报送相关信息。",
    "提供具有舆论属性或者社会动员能力的服务的，应当开展安全评估并履行算法备案手续。",
    "应当在提供服务之日起十个工作日内填报算法的类型、应用领域和自评估报告。",
    "大模型上线前应当完成备案，并在显著位置公示备案编号。",
    "不得设置诱导用户沉迷、过度消费的算法模型。",
    "应当向用户提供不针对其个人特征的选项，或者便捷的关闭选项。",
    "训练数据应当具有合法来源，不得侵害他人依法享有的知识产权。",
    "数据标注应当制定清晰、具体、可操作的规则，开展质量评估，抽样核验正确性。",
    "采取有效措施防范未成年人过度依赖或者沉迷生成式人工智能服务。",
    "建立健全投诉、举报机制，设置便捷的入口，公布处理流程和反馈时限。",
    "发现违法内容的，应当及时停止生成、停止传输、消除，并向主管部门报告。",
    "对深度合成服务使用者进行真实身份信息认证。",
    "提供人脸、人声等生物识别信息编辑功能的，应当提示使用者取得被编辑者的单独同意。",
    "人脸识别技术不得作为唯一的验证方式。",
    "在公共场所安装图像采集设备，应当设置显著的提示标识。",
    "开办网站应当在开通之日起三十日内办理公安联网备案。",
    "从事经营性互联网信息服务应当取得增值电信业务经营许可证。",
    "未履行备案手续的，责令限期改正，处一万元以上十万元以下罚款。",
    "拒不改正或者情节严重的，处上一年度营业额百分之五以下罚款，并可以责令暂停相关业务。",
    "设立科技伦理审查委员会，对可能影响生命健康和公共秩序的活动进行审查。",
    "平台应当每年发布个人信息保护社会责任报告，接受社会监督。",
    "建立账号信用管理制度，发现仿冒的账号应当暂停服务并通知用户限期改正。",
    "The provider shall keep logs for at least six months.",
    "Processors shall obtain separate consent before transferring personal information abroad.",
    "Generated images and videos shall carry a visible label.",
)


def sentences() -> tuple[str, ...]:
    """What is encoded for the check."""
    return _DUTIES + lexicon().background


def loss(reference: Vectors, other: Vectors) -> float:
    """How much of a centred cosine the ranking of ``other`` gives away, at most.

    For each duty, each of its first ten neighbours by ``other`` is beside the neighbour that
    belongs in its place; 0 means the same order, up to `NOISE` that only near ties changed places.
    """
    wanted, got = _likeness(reference), _likeness(other)
    best = -np.sort(-wanted, axis=1)[:, :NEIGHBOURS]
    order = np.argsort(-got, axis=1, kind="stable")[:, :NEIGHBOURS]
    chosen = np.take_along_axis(wanted, order, axis=1)
    return float(np.abs(best - chosen).max())


def _likeness(rows: Vectors) -> Vectors:
    """Each duty with all sentences but itself."""
    centred = rows - rows[len(_DUTIES) :].mean(axis=0)
    centred /= np.linalg.norm(centred, axis=1, keepdims=True).clip(1e-9)
    scores = centred[: len(_DUTIES)] @ centred.T
    np.fill_diagonal(scores, -2)
    return np.asarray(scores, np.float32)
