/** Korean for what cannot be done, by code. */
export const koErrors = {
  // Of a layer, its input and its options.
  'error.rank':
    '{rank}차원 입력은 받을 수 없습니다. {layer:은는} {forms:을를} 받습니다. 이 텐서에 맞는 레이어를 고르거나 입력의 모양을 바꾸세요.',
  'error.emptyInput':
    '입력에 값이 없습니다(모양 {shape}). PyTorch는 빈 출력을 내지만 이 프로그램은 하지 않습니다. 모든 차원의 크기가 1 이상이어야 합니다.',
  'error.oneValuePerChannel':
    '학습할 때는 채널마다 값이 2개 이상 있어야 합니다(입력 크기 {shape}). 샘플이나 길이를 늘리거나, 그룹 수를 줄이거나, eval 모드를 쓰세요.',
  'error.oneSpatialElement':
    '학습할 때는 공간 위치가 2개 이상 있어야 합니다(입력 크기 {shape}). 값 하나에는 분산이 없습니다. 더 큰 입력을 넣거나 track_running_stats=True로 eval 모드를 쓰세요.',
  'error.wrongSize':
    '{layer:은는} 채널 {got}개로 만들어졌지만 입력의 채널은 {expected}개입니다. 값을 {expected:으로로} 바꾸거나, 채널이 제자리에 오도록 입력의 축을 바꾸세요.',
  'error.notDivisible':
    '채널 {channels}개를 그룹 {groups}개로 똑같이 나눌 수 없습니다. num_groups를 채널 수의 약수로 고르세요.',
  'error.unexpectedInput': '{layer:은는} {name:을를} 받지 않습니다. 빼세요.',
  'error.missingInput':
    '{layer}에는 x 말고도 {name:이가} 있어야 합니다. {flag} FILE로 모양이 {expected}인 텐서를 넣으세요.',
  'error.inputShape':
    '{layer}의 {name} 모양이 {got}입니다. 모양이 {input}인 입력에는 {expected}, 곧 {axes:이가} 맞습니다.',
  'error.maskValues':
    '마스크에 {got:이가} 있습니다. 참여하는 위치는 1, 참여하지 않는 위치는 0이어야 합니다.',
  'error.emptyMask':
    '{layer}의 마스크가 모두 0이라 평균을 낼 칸이 없습니다. 데이터가 있는 곳을 1로 두세요.',
  'error.headsNotDivisible':
    '마지막 차원 {size:을를} 헤드 {heads}개로 똑같이 나눌 수 없습니다. num_heads를 그 약수로 고르세요.',
  'error.normalizedShape':
    'normalized_shape={normalizedShape}인데 입력의 모양은 {shape}입니다. 입력의 마지막 차원들과 같아야 합니다.',
  'error.replicas':
    '장치들의 샘플을 합하면 {total}개인데 배치는 {batch}개입니다. 합을 {batch:으로로} 맞추세요.',
  'error.badOption': '{layer}: {option}에 {got:은는} 쓸 수 없습니다. 다른 값을 입력하세요.',
  'error.unknownOption': '{layer}에는 {option:이가} 없습니다. 있는 옵션: {known}.',
  'error.unknownLayer': '{name}: 그런 레이어가 없습니다. 있는 레이어: {known}.',
  'error.axisRange': '{axis}번 차원이 없습니다. 이 입력의 차원은 {rank}개입니다.',
  'error.axisTwice': '{option}에 같은 차원이 두 번 있습니다: {got}.',

  // Of files, and of a service that does not answer.
  'error.csv-empty':
    '파일에 수가 있는 줄이 없습니다. 샘플마다 한 줄, 채널마다 한 열이 있어야 합니다.',
  'error.csv-delimiter':
    '첫 줄이 칸 사이의 문자를 "{got}"(이)라고 합니다. 탭, ";", ",", "|" 가운데 하나로 저장하세요.',
  'error.csv-quote': '{line}번째 줄의 따옴표(")가 닫히지 않았습니다. 칸 뒤에서 닫거나 지우세요.',
  'error.csv-text':
    '글자가 아니라 바이트로 된 파일입니다. UTF-8이나 UTF-16으로 쓴 수의 표여야 합니다. 내용에 맞는 확장자를 붙이거나 CSV로 저장하세요.',
  'error.npz-no-array': '"{name}"은(는) 배열이 아닙니다. .npy 파일처럼 시작해야 합니다.',
  'error.safetensors-empty':
    '.safetensors 파일에 텐서가 없습니다. safetensors.torch.save_file({"x": x}, path)로 쓰세요.',
  'error.noMember': '그런 이름의 텐서가 없습니다: "{got}". 있는 텐서: {names}.',
  'error.fileChanged': '파일이 열거나 읽는 동안 바뀌었습니다. 다 쓰인 뒤에 다시 여세요.',
  'error.tensorTooLarge':
    '수에 메모리 {needed} MiB가 필요합니다. 메모리 한도를 올리거나, 다른 텐서를 닫거나, 일부만 저장해 여세요: x[:8].',
  'error.outOfMemory':
    '메모리가 모자랍니다. 다른 텐서나 다른 프로그램을 닫거나 더 작은 텐서를 쓰세요.',
  'error.csv-ragged':
    '{line}번째 줄에는 칸이 {got}개 있는데 다른 줄에는 {expected}개입니다. 모든 줄의 칸 수가 같아야 합니다.',
  'error.csv-number': '{line}번째 줄 {column}번째 열이 수가 아닙니다: "{cell}". 수로 고치세요.',
  'error.integer-dtype':
    '{dtype} 값은 정규화할 수 없습니다. 먼저 float32로 바꾸세요: x.astype("float32"). 명령줄에서는 --convert로 바꿔 엽니다.',
  'error.npy-truncated': '.npy 파일이 도중에 끊겼습니다. 다시 복사하거나 저장하세요.',
  'error.npy-trailing': '.npy 파일이 머리말에 적힌 것보다 깁니다. 다시 저장하세요.',
  'error.npy-version':
    '.npy 형식 버전 {version:은는} 읽을 수 없습니다. 최신 numpy.save로 다시 저장하세요.',
  'error.npy-header': '.npy 파일의 머리말을 읽을 수 없습니다. 파일이 손상되었으니 다시 저장하세요.',
  'error.npy-magic': '.npy 파일이 아닙니다. numpy.save(path, x)로 저장하세요.',
  'error.npy-structured':
    '.npy 파일에 필드가 있는 레코드가 들어 있습니다. 필드 하나만 저장하세요: numpy.save(path, x["field"]).',
  'error.npy-object': '.npy 파일에 파이썬 객체가 들어 있습니다. 수로 된 배열을 저장하세요.',
  'error.npy-complex': '.npy 파일에 복소수가 들어 있습니다. x.real이나 abs(x)를 저장하세요.',
  'error.npy-dtype':
    '.npy 파일의 자료형 {dtype:은는} 읽을 수 없습니다. 먼저 float32로 바꾸세요: x.astype("float32").',
  'error.nothing-usable':
    '파일에 든 {count}개 가운데 정규화할 수 있는 것이 없습니다: {names}. float16, float32, float64 배열을 저장하세요.',
  'error.npz-member': '그런 이름의 배열이 없습니다: "{got}". 있는 배열: {names}.',
  'error.safetensors-member': '그런 이름의 텐서가 없습니다: "{got}". 있는 텐서: {names}.',
  'error.lfs-pointer':
    '데이터가 아니라 Git LFS가 남긴 표시뿐입니다. git lfs pull로 실제 파일을 받으세요.',
  'error.web-page':
    '수가 든 파일이 아니라 웹 페이지입니다. 내려받기가 제대로 되지 않았으니 파일 자체를 받으세요.',
  'error.packed-file': '압축된 파일입니다({kind}). 먼저 압축을 푸세요.',
  'error.torch-old':
    '0.1.10보다 오래된 PyTorch의 파일이라 여기서 읽지 못합니다. 옛 PyTorch의 torch.load로 읽어 torch.save로 다시 저장하세요.',
  'error.hdf5-file':
    "여기서 읽지 않는 파일입니다({kind}). h5py로 배열을 .npz에 담으세요: d = {}; h5py.File(path).visititems(lambda name, x: d.update([(name, x[()])]) if hasattr(x, 'shape') else None); numpy.savez('weights.npz', **d). Keras 모델이라면: numpy.savez('weights.npz', **{v.path: v.numpy() for v in model.weights}).",
  'error.other-file':
    '여기서 읽지 않는 파일입니다({kind}). 배열을 numpy.save(path, x)로 저장하세요.',
  'error.npz-empty': '.npz 파일에 배열이 없습니다.',
  'error.safetensors-dtype':
    '"{name}"의 자료형 {dtype:은는} 읽을 수 없습니다. 먼저 x.float()로 바꾸세요.',
  'error.safetensors-truncated':
    '.safetensors 파일이 도중에 끊겼습니다. 다시 복사하거나 저장하세요.',
  'error.safetensors-header': '온전한 .safetensors 파일이 아닙니다. 다시 저장하세요.',
  'error.npy-shape':
    '파일의 모양 {shape:을를} 쓸 수 없습니다. 파일이 손상되었으니 다시 저장하세요.',
  'error.safetensors-shape':
    '파일의 모양 {shape:을를} 쓸 수 없습니다. 파일이 손상되었으니 다시 저장하세요.',
  'error.pickle-damaged':
    '파일의 피클이 손상되었습니다({got}). 다시 복사하거나 torch.save로 다시 저장하세요.',
  'error.torch-magic':
    'torch.save로 쓴 파일이 아닙니다. torch.save(model.state_dict(), path)로 저장하세요.',
  'error.torch-archive':
    '온전한 torch.save 파일이 아닙니다({got}). 다시 복사하거나 torch.save로 다시 저장하세요.',
  'error.torch-truncated':
    'PyTorch 파일이 도중에 끊겼습니다. {expected} 바이트가 있어야 하는데 {got} 바이트입니다. 다시 복사하거나 저장하세요.',
  'error.torch-empty':
    'PyTorch 파일에 텐서가 없습니다. torch.save(model.state_dict(), path)로 저장하세요.',
  'error.torch-storage':
    '텐서의 수가 파일에 다 들어 있지 않습니다(저장소 "{key}"). 다시 복사하거나 저장하세요.',
  'error.torch-view':
    '텐서의 크기와 간격이 저장소에 맞지 않습니다({why}). torch.save로 다시 저장하세요.',
  'error.torch-shape':
    '파일의 모양 {shape:을를} 쓸 수 없습니다. 파일이 손상되었으니 다시 저장하세요.',
  'error.torch-dtype':
    '{dtype} 텐서는 보일 수 없습니다. 먼저 x.to_dense(), x.dequantize(), x.real, x.float() 가운데 맞는 것으로 바꾸세요.',
  'error.torch-object':
    '텐서가 아닌 {dtype:이가} 들어 있습니다. 만들려면 코드를 실행해야 하므로 읽지 않습니다. model.state_dict()만 저장하세요.',
  'error.json-number':
    '{line}번째 줄에 수가 아닌 것이 있습니다: "{got}". json.dump(x.tolist(), file)로 쓰세요.',
  'error.json-ragged':
    '{line}번째 줄에서 목록의 모양이 어긋납니다. {expected}이어야 하는데 {got}입니다. 먼저 길이를 맞추세요.',
  'error.json-list':
    '{line}번째 줄: 수로 된 겹친 목록이어야 합니다. json.dump(x.tolist(), file)로 쓰세요.',
  'error.json-empty': '목록에 수가 하나도 없습니다. json.dump(x.tolist(), file)로 쓰세요.',
  'error.verify-shape':
    'x의 모양은 {x}, y의 모양은 {y}입니다. 순서는 달라도 크기가 같아야 합니다. 한 레이어의 입력과 출력을 고르세요.',
  'error.verify-beside':
    '모양이 {shape}인 x와 함께 모양이 {got}인 {name:을를} 받는 레이어가 없습니다. 레이어가 받은 모양 그대로 고르거나 빼세요.',
  'error.zip-magic': 'zip 묶음이 아닙니다. numpy.savez로 다시 저장하세요.',
  'error.zip-damaged': '묶음 파일이 손상되었습니다. 다시 복사하거나 저장하세요.',
  'error.zip-encrypted': '묶음 안의 "{name}"에 암호가 걸려 있습니다. 암호 없이 저장하세요.',
  'error.zip-method':
    '묶음 안의 "{name}"은 지원하지 않는 방식으로 압축되었습니다. numpy.savez로 저장하세요.',
  'error.badPreset': '{file:은는} 보고서 설정으로 읽을 수 없습니다. {reason}',
  'error.number-range':
    '{line}번째 줄의 {got:은는} {dtype}의 최댓값 {most:을를} 넘어 무한대가 됩니다. 데이터의 크기를 줄이거나 float64 .npy로 저장하세요. 무한대라면 inf로 쓰세요.',
  'error.misnamed':
    '표가 아니라 {kind}입니다. 파일 이름이 {ending:으로로} 끝나게 바꾼 뒤 다시 여세요.',
  'error.newerReport':
    '{file:은는} 더 새로운 Normscope가 만든 보고서(형식 {version})입니다. 여기서는 형식 {known}까지 읽습니다. 파일은 그대로이니 Normscope를 새 버전으로 바꿔 여세요.',
  'error.badReport': '{file:은는} Normscope의 JSON 보고서가 아니어서 열 수 없습니다.',
  'error.no-layer': '{file}에 정규화 레이어 {layer:이가} 없습니다. 목록에서 고르세요.',
  'error.no-statistics':
    '{layer}에 이동 통계량(running_mean, running_var)이 없어 접을 수 없습니다.',
  'error.synthetic-size':
    '모양 ({shape})의 텐서는 만들 수 없습니다. 차원 1~6개, 값 {most}개까지 만들 수 있습니다. 크기를 줄이세요.',
  'error.no-sentence': '문장에 토큰이 하나도 없습니다. 한 줄에 한 문장씩 쓰세요.',
  'error.image-size':
    '그림이 {width} × {height}픽셀입니다. {most}픽셀까지 열 수 있습니다. 먼저 줄이세요.',
  'error.image-damaged': '그림이 손상되어 읽을 수 없습니다. 다시 저장하세요.',
  'error.image-format': '그림(PNG, JPEG, WebP)이 아닙니다. 그 형식으로 저장하세요.',
  'error.pageTensor':
    '{file:은는} {tensor}(모양 {shape})에 대한 문서인데 그 텐서가 없습니다. 파일을 문서 옆에 두거나 --input으로 알려 주세요.',
  'error.noFilm':
    '이 창에는 이 크기의 동영상을 만들 인코더가 없습니다. GIF로 내보내거나 크기를 줄이세요.',
  'error.notThatTensor':
    '{file}에는 {tensor:과와} 값이 같은 텐서가 없습니다(입력의 SHA-256 {sha256}). 보고서를 만들 때의 파일을 고르세요.',
  'error.reportTensor':
    '{tensor}에 대한 보고서인데, 그 텐서가 그때 그대로 열려 있지 않습니다. 먼저 {source:을를} 열고 보고서를 다시 여세요.',
  'error.fileKind': '열 수 없는 파일입니다: {file}. 다음 확장자의 파일을 고르세요: {endings}.',
  'error.fileTooLarge':
    '파일이 너무 큽니다: {file}. 한 번에 {limit} 바이트까지 열 수 있습니다. 일부만 열거나 명령줄을 쓰세요.',
  'error.fileMissing': '파일이 없습니다: {file}. 경로를 확인하세요.',
  'error.fileUnreadable': '파일을 읽을 수 없습니다: {file}.',
  'error.manyTensors': '파일에 텐서가 여러 개 있습니다. 하나를 고르세요.',
  'error.unwritable': '파일을 쓸 수 없습니다: {file}. 다른 폴더를 고르세요.',
  'error.unknownTensor': '더는 열려 있지 않은 텐서입니다. 파일을 다시 여세요.',
  'error.badLayout': '축 순서 {layout:은는} 이 텐서에 맞지 않습니다.',
  'error.badPart': '그런 부분이 없습니다. 0 ≤ 시작 < 끝 ≤ {samples}이어야 합니다.',
  'error.unknownFile': '더는 쓸 수 없는 파일입니다. 다시 여세요.',
  'error.largeBusy': '다른 파일을 정규화하는 중입니다. 끝나기를 기다리거나 취소하세요.',
  'error.sameFile': '읽고 있는 파일에 덮어쓸 수 없습니다. 다른 이름을 고르세요.',
  'error.diskFull': '디스크에 자리가 모자랍니다: {file}. 빈 공간을 늘리거나 명령줄을 쓰세요.',
  'error.memoryLimit': '메모리 한도 안에서 할 수 없습니다. 한도를 높이세요.',
  'error.badState':
    'num_batches_tracked는 0 이상의 정수여야 하고, running_mean이나 running_var와 함께 있어야 합니다.',
  'error.stateSize': '{layer}의 {name}에는 값이 {expected}개 있어야 하는데 {got}개가 들어왔습니다.',
  'error.stateShape':
    '{layer}의 {name:은는} 모양이 {expected}여야 하는데 {got:이가} 들어왔습니다. 옮기는 사이에 축이 바뀌었다면 되돌리세요.',
  'error.unexpectedState': '{layer}에는 이 설정에서 {name:이가} 없습니다. {name:을를} 빼세요.',
  'error.unknownUpload': '이 파일은 전달되지 않았습니다. 다시 여세요.',
  'error.hostGone': 'Normscope가 멈췄습니다. 다시 시작한 뒤 이 페이지를 새로 고치세요.',
  'error.workerDied': '계산하던 작업이 멈췄습니다. 다시 시도하세요.',
  'error.badRequest': '프로그램 안에서 잘못된 요청이 나왔습니다. 되풀이되면 오류로 알려 주세요.',
  'error.noLayer': '이 모양의 입력을 받는 레이어가 없습니다. 모양이 다른 텐서를 여세요.',
  'error.badCell': '그런 칸이 없습니다. 이 텐서의 칸은 {cells}개입니다.',
  'error.badEdit': '고칠 칸이 없습니다. 이 텐서의 칸은 {cells}개입니다.',
  'error.badScale': 'PNG의 크기는 1배에서 4배까지 고를 수 있습니다.',
  'error.badSlice': '그런 단면이 없습니다.',
  'error.superseded': '새 요청이 이 요청을 대신했습니다.',
  'error.internal': '문제가 생겼습니다: {reason}',
  'error.windowClosed': '창이 닫혔습니다.',
  'error.senderRefused': '이 창에서는 부를 수 없습니다.',
  'error.closed': '프로그램이 끝나는 중입니다.',
  'error.cancelled': '취소되었습니다.',
  'error.browserRefused': '브라우저가 거절했습니다. 권한을 확인하고 다시 시도하세요.',
  'error.lesson-json': '레슨 파일이 JSON이 아닙니다({reason}). Normscope가 저장한 레슨을 여세요.',
  'error.lesson-format': '레슨 파일이 아닙니다. Normscope가 저장한 레슨을 여세요.',
  'error.lesson-newer':
    '레슨의 버전이 {version}인데 이 프로그램은 {known}까지 읽습니다. 새 Normscope로 여세요.',
  'error.lesson-broken':
    '{file}: 레슨을 읽을 수 없습니다({reason}). 바뀐 것은 없으니 다른 사본을 여세요.',
  'error.lesson-large':
    '{name}의 값은 {cells}개인데 레슨에는 {most}개까지 담을 수 있습니다. 일부만 열어서 추가하세요.',
  'error.lesson-view':
    '종류가 "{kind}"인 페이지에는 장면이 없습니다. 보고서, 비교, 레슨만 가능합니다. PDF로 내보내세요.',
  'error.lesson-tensor': '"{got}"(이)라는 예제가 없습니다. 쓸 수 있는 예제: {names}.',
  'error.lesson-values':
    '모양이 ({shape})인 텐서에는 값이 {wanted}개 있어야 하는데 레슨에 {values}개 있습니다. 다른 사본을 여세요.',
  'error.lesson-cell':
    '장면이 {flat}번 칸을 가리키는데 텐서의 칸은 {cells}개입니다. 다른 칸을 고르거나 다른 사본을 여세요.',
  'error.lesson-run':
    '장면의 숫자가 {run}번 실행의 것인데 그 실행에는 결과가 없습니다(실행 {runs}개). 다른 실행의 숫자를 묻거나 빼세요.',
  'error.lesson-fact': '글에 있는 {name:은는} 이 장면에 없습니다. 쓸 수 있는 것: {known}.',
} as const satisfies Readonly<Record<string, string>>;
