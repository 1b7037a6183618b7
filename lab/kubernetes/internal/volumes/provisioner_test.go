package volumes

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	core "k8s.io/api/core/v1"
	storage "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v13/controller"
)

func optionsFor(claim *core.PersistentVolumeClaim) controller.ProvisionOptions {
	reclaim := core.PersistentVolumeReclaimDelete
	return controller.ProvisionOptions{
		PVName: "pvc-1", PVC: claim, StorageClass: &storage.StorageClass{ReclaimPolicy: &reclaim},
	}
}

func claimOf(namespace, name string) *core.PersistentVolumeClaim {
	return &core.PersistentVolumeClaim{
		ObjectMeta: meta.ObjectMeta{Namespace: namespace, Name: name},
		Spec: core.PersistentVolumeClaimSpec{
			AccessModes: []core.PersistentVolumeAccessMode{core.ReadWriteOnce},
			Resources: core.VolumeResourceRequirements{
				Requests: core.ResourceList{core.ResourceStorage: resource.MustParse("1Gi")},
			},
		},
	}
}

func TestProvisionMakesAFolderThatAnyUserOfAPodMayWrite(t *testing.T) {
	// The mode must not depend on how the lab was started.
	defer syscall.Umask(syscall.Umask(0o077))
	root := t.TempDir()
	volume, _, err := folders{root: root, node: "lab"}.Provision(context.Background(), optionsFor(claimOf("shop", "data")))
	if err != nil {
		t.Fatal(err)
	}
	// Only for volumes of this type does the kubelet hand the folder to the pod's fsGroup.
	if volume.Spec.Local == nil || volume.Spec.HostPath != nil {
		t.Fatalf("source of the volume is %+v, want local", volume.Spec.PersistentVolumeSource)
	}
	folder := filepath.Join(root, "shop_data_pvc-1")
	if volume.Spec.Local.Path != folder {
		t.Errorf("path %s, want %s", volume.Spec.Local.Path, folder)
	}
	if found, err := os.Stat(folder); err != nil || found.Mode() != os.ModeDir|0o777 {
		t.Errorf("folder: %v, %v; want a folder open to all", found, err)
	}
	if got := volume.Spec.Capacity[core.ResourceStorage]; got.String() != "1Gi" {
		t.Errorf("capacity %s, want what the claim asked for, 1Gi", got.String())
	}
	if got := volume.Spec.NodeAffinity.Required.NodeSelectorTerms[0].MatchExpressions[0].Values; got[0] != "lab" {
		t.Errorf("bound to node %q, want lab", got)
	}
}

func TestProvisionAgainKeepsWhatIsInTheFolder(t *testing.T) {
	root := t.TempDir()
	maker := folders{root: root, node: "lab"}
	for range 2 {
		if _, _, err := maker.Provision(context.Background(), optionsFor(claimOf("shop", "data"))); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(root, "shop_data_pvc-1", "orders")
		if previous, err := os.ReadFile(file); err == nil && string(previous) != "1" {
			t.Errorf("file holds %q", previous)
		}
		if err := os.WriteFile(file, []byte("1"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if content, _ := os.ReadFile(filepath.Join(root, "shop_data_pvc-1", "orders")); string(content) != "1" {
		t.Errorf("after the second time the file holds %q", content)
	}
}

func TestProvisionRefusesASelector(t *testing.T) {
	claim := claimOf("shop", "data")
	claim.Spec.Selector = &meta.LabelSelector{}
	_, _, err := folders{root: t.TempDir(), node: "lab"}.Provision(context.Background(), optionsFor(claim))
	if err == nil || !strings.Contains(err.Error(), "shop/data") {
		t.Errorf("error %v does not name the claim", err)
	}
}

func volumeAt(name, path string) *core.PersistentVolume {
	return &core.PersistentVolume{
		ObjectMeta: meta.ObjectMeta{Name: name},
		Spec: core.PersistentVolumeSpec{
			PersistentVolumeSource: core.PersistentVolumeSource{Local: &core.LocalVolumeSource{Path: path}},
		},
	}
}

func TestDeleteRemovesTheFolderAndMayBeRepeated(t *testing.T) {
	root := t.TempDir()
	folder := filepath.Join(root, "shop_data_pvc-1")
	if err := os.MkdirAll(filepath.Join(folder, "mysql"), 0o755); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := (folders{root: root}).Delete(context.Background(), volumeAt("pvc-1", folder)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := os.Stat(folder); !os.IsNotExist(err) {
		t.Errorf("folder is still there: %v", err)
	}
}

func TestDeleteTouchesNothingElse(t *testing.T) {
	root := t.TempDir()
	other := filepath.Join(root, "shop_other_pvc-2")
	outside := t.TempDir()
	for _, folder := range []string{other, filepath.Join(outside, "x_y_pvc-1")} {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range []string{
		root, outside, other, filepath.Join(outside, "x_y_pvc-1"),
		root + "/../" + filepath.Base(outside) + "/x_y_pvc-1", root + "/shop_other_pvc-2/../x_y_pvc-1", "/", "",
	} {
		if err := (folders{root: root}).Delete(context.Background(), volumeAt("pvc-1", path)); err == nil {
			t.Errorf("Delete of a volume at %q was not refused", path)
		}
	}
	if _, err := os.Stat(other); err != nil {
		t.Errorf("folder of another claim: %v", err)
	}
	if err := (folders{root: root}).Delete(context.Background(), &core.PersistentVolume{}); err == nil {
		t.Error("Delete of a volume without folder was not refused")
	}
}
